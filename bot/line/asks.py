"""What anyone may ask at any time, in their own words: the draft, the pay explanation, sending it, help."""

import re
from enum import StrEnum


class Ask(StrEnum):
    """An ask that stands on its own, whatever question is open."""

    SUBMIT = "submit"
    DRAFT = "draft"
    PAY = "pay"
    TEACH_BACK = "teach back"
    WHY_PAY = "why a deal pays"
    SUPPOSE = "what if"
    PAY_WRONG = "pay looks wrong"
    AGREE = "agree"
    HELP = "help"


_SHOW = (
    r"(?:(?:can you |could you |can i |please )?(?:explain|show|see|open|send|tell me about|what is|what's|how does) )"
)
_PAY = r"(?:comp|compensation|commission|pay|bonus|incentive)(?: plan| explanation)?"
_PLAN = r"(?:draft|plan document|documents?)"

_ASKS: tuple[tuple[Ask, tuple[str, ...]], ...] = (
    (
        Ask.SUBMIT,
        (r"(?:yes,? )?(?:send|submit)(?: (?:it|(?:my|the) (?:plan|draft)))?(?: for review| to \w+)*",),
    ),
    (Ask.PAY, (rf"{_SHOW}?(?:me )?(?:my |the )?{_PAY}(?: works?| mean| explained)?",)),
    (
        Ask.TEACH_BACK,
        (
            r"(?:teach[- ]?back|in my (?:own )?words)\b.*",
            rf"(?:let me explain|i understand) (?:my |the )?{_PAY}\b.+",
        ),
    ),
    (
        Ask.WHY_PAY,
        (
            rf"why\b.*(?:%|percent|{_PAY}|paid|so (?:much|little)).*\b(?:on|for|from) .+",
            r"what (?:does|do i get for) .+ pay(?: me)?",
        ),
    ),
    (
        Ask.SUPPOSE,
        (
            r"(?:and )?what if (?:i|we) (?:\w+ ){0,2}?(?:close|sell|win|land|sign|book|bring)\b.+",
            r"(?:what|how much) (?:would|will|do) i (?:earn|make|get|be paid) (?:if|when) .+",
        ),
    ),
    (
        Ask.PAY_WRONG,
        (
            rf"(?:this|that|it|my {_PAY}|the {_PAY}) (?:looks|is|seems) (?:wrong|off|incorrect)\b.*",
            rf"(?:i have )?a question (?:about|on) (?:my )?{_PAY}\b.+",
        ),
    ),
    (Ask.AGREE, (r"(?:i )?(?:agree|agreed|disagree|do not agree|don'?t agree)\b.*",)),
    (Ask.DRAFT, (rf"{_SHOW}?(?:me )?(?:my |the ){_PLAN}", r"draft", r"show (?:me )?my plan")),
    (Ask.HELP, (r"help|commands|what can (?:you|i) do",)),
)
_PATTERNS = tuple((ask, re.compile("|".join(words), re.IGNORECASE | re.DOTALL)) for ask, words in _ASKS)


def read_ask(text: str) -> Ask | None:
    """The ask that a whole message is: "explain my comp plan", "send it to Ruth", "show my plan"."""
    message = re.sub(r"\s+", " ", text).strip(" .!?")
    return next((ask for ask, pattern in _PATTERNS if pattern.fullmatch(message)), None)
