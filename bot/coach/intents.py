"""Whole messages that steer the interview rather than answer it: skip, back, why, progress, pause."""

import re

from bot.interview.commands import Back, Clarify, Command, Finish, Pause, ShowProgress, Skip, Start

_POLITE = r"(?:(?:ok|okay|please|hm+|well|can we|could we|can i|could you|let'?s|let us|i'?d like to|i want to)[ ,]*)*"
_TAIL = r"(?:[ ,]*(?:please|thanks|thank you|for now|now|then))*"

_INTENTS: tuple[tuple[str, Command], ...] = (
    (r"skip(?: (?:it|this|that))?(?: one| question)?|pass|next(?: one| question)?|ask me later|"
     r"(?:come|get) back to (?:it|this|that)(?: later)?|not now", Skip()),
    (r"(?:go )?back|previous(?: question)?|undo", Back()),
    (r"why|why do you (?:ask|need|want)(?: (?:this|that|to know))?(?: that)?|what for|what do you mean|"
     r"i do(?:n'?t| not) (?:understand|get it)(?: the question)?|(?:an |for )?example|explain(?: (?:this|that))?|"
     r"how so|what does (?:this|that) mean", Clarify()),
    (r"progress|status|how far (?:are we|am i|along)(?: along)?|where (?:are we|am i)|how (?:much|many) (?:is |are )?left|"
     r"what do you have(?: so far)?|(?:show|see)(?: me)?(?: my| the)? (?:progress|status|answers)|summary", ShowProgress()),
    (r"pause|stop(?: here)?|later|break|take a break|continue later|(?:i )?(?:have to|gotta|got to|need to|must) (?:go|run)|"
     r"to be continued|bye|talk later|tomorrow", Pause()),
    (r"done|finish(?: it)?|that'?s (?:it|all|enough)|enough|wrap (?:it )?up|draft it|draft (?:my|the) plan", Finish()),
    (r"start|begin|continue|resume|go|go ahead|hi|hello|hey|good (?:morning|afternoon|evening)|i'?m (?:ready|back)|"
     r"ready|let'?s go|carry on|go on|plan|my plan", Start()),
)  # fmt: skip
_PATTERNS = tuple((re.compile(f"{_POLITE}(?:{words}){_TAIL}", re.IGNORECASE), command) for words, command in _INTENTS)


def read_intent(text: str) -> Command | None:
    """The steering command a whole message stands for, or None: "skip", "why do you ask?", "let's pause"."""
    message = re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?,…")
    if not message or len(message) > 60:
        return None
    return next((command for pattern, command in _PATTERNS if pattern.fullmatch(message)), None)
