"""What people type around a presentation: "brief Dana", "question for Dana: ...", "I can help Dana with ..."."""

import re
from collections.abc import Sequence

from bot.facts import Frozen
from bot.plan.model import Section
from bot.review.remarks import Kind
from bot.team.model import Person

_FLAGS = re.IGNORECASE | re.DOTALL
_BRIEF = re.compile(r"(?:show (?:me )?)?(?:the )?(?:brief|one[- ]pager|page)(?: of| for| from)? (?P<rest>.+)", _FLAGS)
_BRIEFS = re.compile(r"(?:show (?:me )?)?(?:the |their |all )?(?:briefs|one[- ]pagers|pages)", _FLAGS)
_SAID: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.QUESTION, re.compile(r"(?:i have )?(?:a |my |one )?question (?:for|to) (?P<rest>.+)", _FLAGS)),
    (Kind.OFFER, re.compile(r"(?:(?:i|we) (?:can|could|will)|(?:i|we)'ll) help (?P<rest>.+)", _FLAGS)),
    (Kind.CHANGE, re.compile(r"(?:we )?agreed with (?P<rest>.+)", _FLAGS)),
)
_ANSWER = re.compile(r"(?:answer|reply to|tell) (?P<rest>.+)", _FLAGS)
_AGREED = re.compile(r"(?:we )?agreed\s*:\s*(?P<text>.+)", _FLAGS)
_SECTION = re.compile(rf"(?P<section>{'|'.join(map(re.escape, Section))})\s*:\s*(?P<text>.+)", _FLAGS)


class ToPerson(Frozen):
    """Words for one person: whom (a team id), and what is said."""

    person: str
    text: str


class ToPlan(ToPerson):
    """Words for the rep of a plan that is presented, and what kind they are."""

    kind: Kind


def asks_for_pages(text: str) -> bool:
    """Whether a whole message asks for everyone's page."""
    return _BRIEFS.fullmatch(text.strip(" .!?")) is not None


def read_page(text: str, people: Sequence[Person]) -> str | None:
    """Whose page a whole message asks for, as a team id; None when it asks for none."""
    match = _BRIEF.fullmatch(text.strip(" .!?"))
    named = _named(match["rest"], people) if match else None
    return named.person if named and not named.text else None


def read_remark(text: str, people: Sequence[Person]) -> ToPlan | None:
    """Read what is said to somebody's plan; None when it is something else."""
    for kind, pattern in _SAID:
        match = pattern.fullmatch(text.strip())
        named = _named(match["rest"], people) if match else None
        if named is not None:
            return ToPlan(kind=kind, person=named.person, text=named.text)
    return None


def read_answer_to(text: str, people: Sequence[Person]) -> ToPerson | None:
    """Read "answer Leo: ..."; None when it is something else."""
    match = _ANSWER.fullmatch(text.strip())
    return _named(match["rest"], people) if match else None


def read_agreed(text: str) -> str | None:
    """The words of "agreed: ..."; None when it is something else."""
    match = _AGREED.fullmatch(text.strip())
    return match["text"].strip() if match else None


def section_named(text: str) -> tuple[Section | None, str]:
    """The section that leads a text ("goal: ..."), and the rest of it."""
    match = _SECTION.fullmatch(text.strip())
    if match is None:
        return None, text
    return next(section for section in Section if section.casefold() == match["section"].casefold()), match["text"]


def _named(text: str, people: Sequence[Person]) -> ToPerson | None:
    """The person named at the beginning, by full or first name, and what follows."""
    for person in people:
        for name in (person.name, person.id, person.first_name):
            match = re.match(rf"{re.escape(name)}(?!\w)(?:['’]s)?(?: plan)?[:,]?\s*", text, _FLAGS)
            if match:
                return ToPerson(person=person.id, text=text[match.end() :].strip())
    return None
