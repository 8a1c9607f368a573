"""Whole messages that steer the interview rather than answer it: skip, back, why, progress, pause."""

import re
from datetime import date

from bot.interview.commands import (
    Back,
    Cancel,
    Clarify,
    Command,
    Finish,
    HandOff,
    Pause,
    Restart,
    ShowProgress,
    Skip,
    Start,
    Thanks,
    Undo,
)
from bot.reading.dates import read_dates

_POLITE = (
    r"(?:(?:ok|okay|please|hm+|um+|well|wait|sorry|oops|actually|no|hey|so|and|but"
    r"|can we|could we|can i|could you|let'?s|let us|i'?d like to|i want to)[ ,]*)*"
)
_TAIL = r"(?:[ ,]*(?:please|thanks|thank you|for now|now|then))*"

_WANT = r"(?:i (?:want|need|would like) )"
_PERSON = r"(?:real )?(?:person|human|human being|boss|manager|executive)"

_AGAIN = (
    r"what (?:did|does|has|was) (?:(?!i\b|you\b)\w+ )?(?:say|said|ask|asked|want|mean|question)(?: again)?",
    r"what(?:'?s| is| was) (?:the|your|(?!this|that|it)\w+'?s?) question(?: again)?",
    r"(?:can you )?(?:repeat|say) (?:the question|that|it)(?: again)?",
    r"(?:the )?question again|come again|say again|pardon",
)
"""To have the question read once more."""

_INTENTS: tuple[tuple[Command, tuple[str, ...]], ...] = (
    (
        Skip(),
        (
            r"skip(?: (?:it|this|that))?(?: one| question)?",
            r"pass|not now|ask me later|next(?: one| question)?",
            r"(?:come|get) back to (?:it|this|that)(?: later)?",
        ),
    ),
    (
        Cancel(),
        (
            r"never ?mind|nvm|forget it|no change|cancel(?: it)?|(?:it|that) was (?:right|fine)(?: before| as it was)?",
            r"(?:leave|keep) (?:it|that|them)(?: (?:as (?:it|they) (?:is|was|are|were)|alone))?",
        ),
    ),
    (Back(), (r"(?:go )?back|previous(?: question)?",)),
    (Undo(), (r"undo(?: (?:it|that|this))?|scratch that|take (?:it|that) back|cancel that|forget that",)),
    (Restart(), (r"start over|start again|restart|begin again|reset",)),
    (
        Thanks(),
        (
            r"thanks(?: a lot)?|thank you(?: very much)?|thx|ty|cheers|much appreciated",
            r"(?:cool|great|nice|good|perfect|awesome)(?: thanks| thx)?",
        ),
    ),
    (
        HandOff(),
        (
            rf"{_WANT}?(?:to )?(?:talk|speak|chat) (?:to|with) (?:an? |my |the )?{_PERSON}",
            rf"{_WANT}?(?:a )?{_PERSON}",
        ),
    ),
    (
        Clarify(),
        (
            *_AGAIN,
            r"why|how so|what for|what do you mean|what does (?:this|that) mean",
            r"why do you (?:ask|need|want)(?: (?:this|that|to know))?(?: that)?",
            r"i do(?:n'?t| not) (?:understand|get it)(?: the question)?",
            r"(?:an |for )?example|explain(?: (?:this|that))?|what\??",
            r"(?:this|that|it) is (?:so |really )?(?:stupid|dumb|ridiculous|pointless|useless|nonsense|silly|bullshit)",
            r"(?:this|that|it) is (?:such )?an? (?:complete |total |big )?(?:waste(?: of (?:my )?time)?|joke)",
            r"who cares|so what|what(?:'s| is) the point(?: of (?:this|that|it))?|what a waste of (?:my )?time",
            r"(?:that(?:'s| is) )?none of your business|whatever|why should i(?: tell you(?: that)?)?",
        ),
    ),
    (
        ShowProgress(),
        (
            r"progress|status|summary|how far (?:are we|am i|along)(?: along)?|where (?:are we|am i)",
            r"what (?:do|have) you (?:have|got|know)(?: (?:so far|about me|from me|down|noted))*",
            r"what did i (?:say|tell you)(?: so far)?|recap",
            r"(?:show|see)(?: me)?(?: my| the)? (?:progress|status|answers)",
        ),
    ),
    (
        Pause(),
        (
            r"pause|stop(?: here)?|later|break|take a break|continue later|bye|talk later|tomorrow|to be continued",
            r"(?:i )?(?:have to|gotta|got to|need to|must) (?:go|run)|brb|not today|leave me alone|go away",
            r"i (?:do not|don'?t) have (?:the )?time(?: for (?:this|that))?(?: (?:today|right now))?",
            r"i(?:'?m| am) (?:too |really )?busy(?: (?:today|right now))?|in a meeting|call(?:ing)? you later",
        ),
    ),
    (
        Finish(),
        (
            r"(?:i'?m |we'?re )?(?:done|finished)|finish(?: it)?|enough|that'?s enough|wrap (?:it )?up",
            r"draft (?:it|my plan|the plan)",
        ),
    ),
    (
        Start(),
        (
            r"start|begin|continue|resume|go|go ahead|go on|carry on|plan|my plan|let'?s go",
            r"(?:i'?m )?(?:ready|back)(?: again| now)?",
            (
                r"(?:hi+(?:ya)?|hello|hey+a?|yo+|howdy|hola|bonjour|gm|(?:good )?(?:morning|afternoon|evening))"
                r"(?: (?:there|again|all|coach|bot|planwright))?"
            ),
        ),
    ),
)
_PATTERNS = tuple(
    (command, re.compile(f"{_POLITE}(?:{'|'.join(words)}){_TAIL}", re.IGNORECASE)) for command, words in _INTENTS
)
LONGEST = 60
"""Characters a steering message has at most; anything longer is an answer."""


def read_intent(text: str) -> Command | None:
    """The steering command a whole message stands for, or None: "skip", "why do you ask?", "let's pause"."""
    message = re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?,…")
    if not message or len(message) > LONGEST:
        return None
    parts = [part for part in re.split(r"\s*[,;.!–-]+\s+|\s+and\s+", message) if not _COURTESY.fullmatch(part)]
    said = {_intent(message)} if _intent(message) else {_intent(part) for part in parts}
    return said.pop() if len(said) == 1 else None


_SAME = re.compile(
    r"(?:it(?:'s| is) )?(?:still )?(?:the )?same(?: (?:as before|as it was|again|thing|answer|one|still))?"
    r"|as (?:before|is|it was)|unchanged|no changes?|nothing(?: to change| changes| changed)"
    r"|(?:it )?stays?(?: the same| as it is)?"
    r"|(?:fine|ok|okay|good|right) (?:as (?:it )?is|as it was)",
    re.IGNORECASE,
)


def stays(text: str) -> bool:
    """Whether a reply to a question that is looked at again leaves its answer as it is: "same", "fine as is"."""
    return bool(_SAME.fullmatch(text.replace("’", "'").strip(" .!,")))


_ASKS_AGAIN = re.compile(f"{_POLITE}(?:{'|'.join(_AGAIN)}){_TAIL}", re.IGNORECASE)


def asks_again(text: str) -> bool:
    """Whether a whole message asks for the question once more: "what did Ruth say?", "what was the question again"."""
    return bool(_ASKS_AGAIN.fullmatch(re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?,…")))


def _intent(message: str) -> Command | None:
    return next((command for command, pattern in _PATTERNS if pattern.fullmatch(message)), None)


_COURTESY = re.compile(rf"{_POLITE}(?:please|thanks|thank you)?", re.IGNORECASE)


_NOD = re.compile(
    r"(?:ok(?:ay)?|k|kk|alright|all right|got it|understood|i see|makes sense|fair(?: enough)?|sure|noted|cool|nice|hm+"
    r"|ah+|oh)"
    r"(?:[ ,.!]+(?:ok(?:ay)?|got it|understood|i see|cool|then|so))*[ ,.!]*",
    re.IGNORECASE,
)
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")


def is_nod(text: str) -> bool:
    """Whether a message says no more than that it was heard: "ok", "I see", a lone emoji (Slack sends its name)."""
    said = _EMOJI_NAME.sub("", text).strip()
    shows = said != text.strip() or any(ord(sign) > LAST_PLAIN for sign in said)
    return (shows and not re.search(r"[\w?]", said)) or bool(_NOD.fullmatch(said))


LAST_PLAIN = 0x2100
"""Signs beyond this one are symbols and emoji rather than letters and punctuation."""

_ASKING = re.compile(
    r"(?:(?:and|so|but|ok|okay|well|sorry|wait|hm+|um+),? )*"
    r"(?:(?:what|why|how|when|where|who|whom|which|whose|what's|how's|who's)\b"
    r"|(?:do|does|did|is|are|was|were|should|would)\b \w+"
    r"|(?:can|could|shall|will|may|am|have|has)"
    r" (?:i|you|we|it|that|this|they|he|she|there|my|the|your|these|those)\b)",
    re.IGNORECASE,
)
_PROPOSING = re.compile(
    r"(?:can|could|shall|should) (?:i|we|you) (?:just )?(?:say|go with|take|make|call)\b", re.IGNORECASE
)


_ASKS_YOU = re.compile(
    r"(?:(?:and|so|but|ok|wait|hey),? )*(?:(?:can|could|do|are|will|did|have) (?:you|u)"
    r"|(?:should|can|may|do|must) i|how (?:do|should|can) (?:i|we)|what(?:'s|s| is) the|what (?:does|do|counts)|who is"
    r"|is there)\b",
    re.IGNORECASE,
)
MOST_ASKED = 10
"""Words of a question that was typed without its question mark; with more it is a story."""


def is_question(text: str) -> bool:
    """Whether a message asks something back rather than answers: "does the refresh count?", not "1.2M?"."""
    said = text.replace("’", "'").strip()
    if not said.endswith("?"):
        plain = len(said.split()) <= MOST_ASKED and not re.search(r"[.,;:\d]", said)
        return plain and bool(_ASKS_YOU.match(said)) and not _PROPOSING.match(said)
    return bool(_ASKING.match(said)) and not _PROPOSING.match(said)


_YES = re.compile(
    r"(?:(?:fine|ok|okay|sure|alright|well|ugh|sigh|i guess|i suppose|yes|yeah|yep|yup|ye|yea|right|correct"
    r"|true|good|exactly|perfect|that is|that's|it is|it's|looks|sounds|about|all|please|thanks|go on)\b[\s.,!…-]*)+",
    re.IGNORECASE,
)


def agrees(text: str) -> bool:
    """Whether a message only agrees with what was read out: "fine. yes", "looks right, I guess"."""
    return bool(_YES.fullmatch(text.strip()))


_OPENING = r"(?:sorry|well|no|but|because|since|as|hi|hello|hey|yes|honestly)\b"
# What follows an opening word is none itself: read in two ways, forty times "no" would be read in millions.
_LEAD_IN = rf"(?:{_OPENING}(?: (?!{_OPENING})\w+)?[ ,!.]*)*"
_SO = r"(?:[,;.]? (?:so|and|there)\b.*)?"
_NEWCOMER = re.compile(
    rf"{_LEAD_IN}(?:i (?:was not|wasn't|wasnt) (?:here|there|with (?:you|the company)|employed|in sales)(?: yet)?"
    r"(?: last year| then| in \d{4})?"
    rf"|i(?: am|'m)? (?:still |quite )?new(?: here| in (?:the|this) (?:job|role|company))?|new here){_SO}",
    re.IGNORECASE,
)
_STARTED = re.compile(
    rf"{_LEAD_IN}i(?:'ve)? (?:have )?(?:only |just )?(?:started|joined)(?: here)?"
    rf"(?: (?:in \w+|this \w+|last \w+|(?:\w+ ){{1,2}}\w+ ago|recently))?{_SO}",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    rf"{_LEAD_IN}(?:i (?:did not|didn't|didnt) have (?:one|any|a quota|a number)(?: yet)?"
    r"|(?:there (?:is|was) )?no (?:quota|numbers?|history|figures)(?: yet)?(?: last year)?)",
    re.IGNORECASE,
)
_HELD_NONE = re.compile(
    rf"{_LEAD_IN}(?:(?:i|we)(?: have|'ve)? )?(?:have not|haven't|havent|not|did not|didn't|didnt)(?: yet)?"
    r" (?:had|held|have|hold|done|do|run|made|make|met|booked|book) (?:any|a single one)"
    r"(?: of (?:them|those|these))?(?: so far| yet| at all)?",
    re.IGNORECASE,
)
A_YEAR = 365
LONGEST_NEW = 183
"""Days after which somebody is new no more: half a year has numbers to look back on."""


def had_none(text: str) -> bool:
    """Whether a message says that there was no such figure: "I didn't have a quota"."""
    return bool(_NO_FIGURE.fullmatch(_plain(text)))


def held_none(text: str) -> bool:
    """Whether a message says that what is counted did not happen: "I have not held any yet", "didn't have any"."""
    return bool(_HELD_NONE.fullmatch(_plain(text)))


def is_newcomer(text: str, today: date) -> bool:
    """Whether a message says that the person was not here last year: "I'm new", "I started in October"."""
    message = _plain(text)
    if not _STARTED.fullmatch(message):
        return bool(_NEWCOMER.fullmatch(message))
    days = read_dates(message, today)
    ago = (today - days[0].starts).days if days else 0
    return (ago if ago >= 0 else ago + A_YEAR) <= LONGEST_NEW


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!,")
