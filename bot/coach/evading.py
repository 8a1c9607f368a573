"""Replies that commit to nothing: they answer no question, and are asked after once."""

import re

_EVASION = re.compile(
    r"(?:(?:it|that|this) )?(?:all |really |totally |just )*depends(?: (?:on|upon) [^\d,.;]{1,40}| a lot| really)?"
    r"|(?:i(?:'d| would) )?(?:much )?(?:rather|prefer) not(?: (?:to|say|answer|commit|go there))*|no comment"
    r"|(?:it |that |they )?(?:varies|vary|varied)(?: (?:a lot|too much|by \w+|from \w+ to \w+))?"
    r"|(?:we|i|you)(?:'ll| will) (?:have to )?see(?: (?:what happens|how it goes))?|let'?s see"
    r"|wait and see|time will tell|no promises"
    r"|(?:i )?(?:can'?t|cannot|won'?t|will not) (?:commit|promise)(?: (?:to )?(?:that|this|it|anything|yet))*"
    r"|(?:i(?:'ll| will) )?(?:try|do) (?:my|our) best|as (?:many|much|good|well) as (?:possible|i can|we can)"
    r"|(?:the )?usual(?: stuff| things| suspects)?|same as (?:always|ever|usual|before|last year)"
    r"|this and that|all sorts|a bit of everything|stuff|things|various(?: (?:things|reasons|ones))?"
    r"|(?:many|different|several|all kinds of) (?:things|reasons|ones|factors)|it'?s complicated|long story",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:(?:well|hm+|uh|um|oh|honestly|sorry|no|so|ah)[ ,.]+)+|(?:[ ,]+(?:really|honestly|i guess|i think|here))+$"
)


def is_evasive(text: str) -> bool:
    """Whether a whole reply commits to nothing: "it depends", "I'd rather not", "we'll see", "I'll do my best"."""
    said = " ".join(text.replace("’", "'").lower().split()).strip(" .!,…")
    return bool(_EVASION.fullmatch(_AROUND.sub("", said)))
