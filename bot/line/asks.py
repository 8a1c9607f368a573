"""What anyone may ask at any time, in their own words: the draft, the pay explanation, sending it, help."""

import re
from enum import StrEnum


class Ask(StrEnum):
    """An ask that stands on its own, whatever question is open."""

    SUBMIT = "submit"
    DRAFT = "draft"
    PAY = "pay"
    HELP = "help"


_ASKS = (
    (Ask.SUBMIT, r"(?:yes,? )?(?:send|submit)(?: (?:it|my plan|the plan|the draft|for review|to \w+|it to \w+|it for review))?"),
    (Ask.PAY, r"(?:(?:can you |could you |please )?(?:explain|show|tell me about|what is|what's|how does) )?(?:me )?(?:my |the )?"
     r"(?:comp|compensation|commission|pay|bonus|incentive)(?: plan| explanation)?(?: works?| mean| explained)?"),
    (Ask.DRAFT, r"(?:(?:can i see|show|open|see|send) )?(?:me )?(?:my |the )(?:draft|plan document|document|documents)|draft|show (?:me )?my plan"),
    (Ask.HELP, r"help|what can (?:you|i) do|commands|\?"),
)  # fmt: skip
_PATTERNS = tuple((ask, re.compile(pattern, re.IGNORECASE)) for ask, pattern in _ASKS)


def read_ask(text: str) -> Ask | None:
    """The ask that a whole message is: "explain my comp plan", "send it to Ruth", "show my plan"."""
    message = re.sub(r"\s+", " ", text).strip(" .!?") or text.strip()
    return next((ask for ask, pattern in _PATTERNS if pattern.fullmatch(message)), None)
