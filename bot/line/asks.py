"""What anyone may ask at any time, in their own words: the draft, the pay explanation, sending it, help."""

import re
from enum import StrEnum


class Ask(StrEnum):
    """An ask that stands on its own, whatever question is open."""

    SUBMIT = "submit"
    DRAFT = "draft"
    LAST_PLAN = "last year's plan"
    EDIT = "edit"
    PRESENT = "present"
    REHEARSE = "rehearse"
    QUARTER = "review a quarter"
    PAY = "pay"
    TEACH_BACK = "teach back"
    WHY_PAY = "why a deal pays"
    SUPPOSE = "what if"
    PAY_CHANGED = "what changed in pay"
    PAY_WRONG = "pay looks wrong"
    PAY_STATUS = "status of a pay question"
    PAY_OF_OTHERS = "someone else's pay"
    AGREE = "agree"
    TEMPLATE = "a list to fill in"
    HELP = "help"


_SHOW = (
    r"(?:(?:can you |could you |can i |please )?(?:explain|show|see|open|send|tell me about|what is|what's|how does) )"
)
_GET = r"(?:give|get|download|is there|do you have|have you got|i need|can i (?:get|have|download)) "
_LIST = r"(?:(?:deals?|accounts?|pipeline|import|csv|excel|xlsx|spreadsheet|list) )?template(?: to fill in| for \w+)?"
_FORM = r"(?:list|file|spreadsheet|sheet|form) (?:i can |to )fill(?: in| out)?"
_PLAN = r"(?:draft|plan document|documents?)"

_ASKS: tuple[tuple[Ask, tuple[str, ...]], ...] = (
    (
        Ask.SUBMIT,
        (r"(?:yes,? )?(?:send|submit)(?: (?:it|(?:my|the) (?:plan|draft)))?(?: for review| to \w+)*",),
    ),
    (
        Ask.PRESENT,
        (
            (
                rf"{_SHOW}?(?:me )?(?:my |the |a )?"
                r"(?:slides?|slide deck|deck|power ?point|presentation|pptx|one[- ]pager|brief)"
            ),
        ),
    ),
    (Ask.LAST_PLAN, (rf"{_SHOW}?(?:me )?(?:my )?(?:last year'?s?|(?:the )?(?:old|previous)) (?:business )?plan",)),
    (Ask.DRAFT, (rf"{_SHOW}?(?:me )?(?:my |the ){_PLAN}", r"draft", r"show (?:me )?my plan")),
    (
        Ask.EDIT,
        (r"(?:(?:can i |i want to |let me )?(?:edit|change)(?: (?:it|my|the))?(?: (?:plan|answers?|draft))?|edit)",),
    ),
    (
        Ask.REHEARSE,
        (
            (
                r"(?:(?:ok|yes|please|let'?s|let us|can we|i want to),? )*(?:start (?:the )?)?"
                r"(?:rehears(?:e|al)|practi[cs]e|quiz me|grill me)(?: (?:it|again|now|please|my plan))*"
            ),
        ),
    ),
    (
        Ask.QUARTER,
        (
            (
                r"(?:(?:ok|yes|please|let'?s|start|do|begin),? )*(?:the |my |a )?"
                r"(?:quarterly (?:review|refresh|update|check)|quarter review|review (?:of )?(?:the|my|last) quarter"
                r"|refresh(?: (?:my|the) plan)?)"
            ),
        ),
    ),
    (
        Ask.TEMPLATE,
        (rf"(?:{_SHOW}|{_GET})?(?:me )?(?:the |a |an |your )?(?:{_LIST}|{_FORM})",),
    ),
    (Ask.HELP, (r"help|commands|what can (?:you|i) do",)),
)
_PATTERNS = tuple((ask, re.compile("|".join(words), re.IGNORECASE | re.DOTALL)) for ask, words in _ASKS)


def read_ask(text: str) -> Ask | None:
    """The ask that a whole message is: "explain my comp plan", "send it to Ruth", "show my plan"."""
    message = re.sub(r"\s+", " ", text).strip(" .!?")
    return next((ask for ask, pattern in _PATTERNS if pattern.fullmatch(message)), None)
