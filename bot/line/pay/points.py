"""What pay plans leave open, settled by the executive: one point at a time, by number, in words or with a button."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.interview.state import Status
from bot.line.actions import SETTLE
from bot.line.books import Desk, Outcome
from bot.line.buttons import Button
from bot.line.posts import Reply
from bot.pay.agreement import fingerprint
from bot.pay.ambiguities import Question, open_questions
from bot.pay.settling import PayAnswer, choice_in, plan_key, read_answer
from bot.review.permissions import Deed, may
from bot.team.model import Person, Rep

LABEL = 70
"""Characters of a button's label."""
_POINT = re.compile(r"(?:open |pay )?points?\b\s*(?:#?(\d{1,3})\b)?\s*[:.,)-]*\s*(.*)", re.IGNORECASE | re.DOTALL)
_LATER = re.compile(r"(?:later|not now|skip(?: it| this)?|leave it(?: open)?|put it off)", re.IGNORECASE)


@dataclass(frozen=True)
class OpenPoint:
    """A point a plan leaves open, numbered over all plans; `answer` once it is settled, `put_off` how often it was."""

    number: int
    plan: str
    name: str
    question: Question
    answer: str | None = None
    put_off: int = 0


def points(desk: Desk) -> tuple[OpenPoint, ...]:
    """Every point that a rep's plan leaves open as it is written, settled or not; a shared plan counts once."""
    office, answers = desk.office, desk.books.pay_answers()
    plans = {plan_key(p): p for rep in office.team.reps if (p := office.plans_as_written.get(rep.id)) is not None}
    asked = [(key, plan.name, question) for key, plan in plans.items() for question in open_questions(plan)]
    return tuple(_point(number, *each, answers) for number, each in enumerate(asked, 1))


def _point(number: int, plan: str, name: str, question: Question, answers: Sequence[PayAnswer]) -> OpenPoint:
    said = [each.answer for each in answers if (each.plan, each.question) == (plan, question.key)]
    given = [answer for answer in said if answer is not None]
    return OpenPoint(number, plan, name, question, given[-1] if given else None, said.count(None))


def _waiting(found: Sequence[OpenPoint]) -> list[OpenPoint]:
    """What still waits for an answer, what was put off last."""
    return sorted((point for point in found if point.answer is None), key=lambda point: point.put_off)


def ask_points(rep: Rep, desk: Desk) -> None:
    """Ask the executive for the first open point, once for each set of them, if this rep's plan leaves any open."""
    plan = desk.office.comp_plans.get(rep.id)
    waiting = _waiting(points(desk))
    if plan is None or not open_questions(plan) or not waiting:
        return
    lead = desk.office.wording.say("points_lead", {"name": rep.name, "plan": plan.name, "count": str(len(waiting))})
    _post_first(waiting, desk, lead)


def _post_first(waiting: Sequence[OpenPoint], desk: Desk, lead: str) -> None:
    """Put the first point to the executive; its key is the set that waits, so the same is never asked twice."""
    point, put_off = waiting[0], sum(each.put_off for each in waiting)
    text = f"{lead}\n\n{_asked(point, len(waiting), desk)}"
    buttons = [_button(point, choice) for choice in point.question.choices]
    key = f"points/{put_off}/{fingerprint('/'.join(each.plan + each.question.key for each in waiting))}"
    desk.tray.post(desk.office.team.executive.id, Reply(text=text, buttons=tuple(buttons)), key=key)


def _asked(point: OpenPoint, left: int, desk: Desk) -> str:
    question = point.question
    choices = "\n".join(f"{number}. {choice}" for number, choice in enumerate(question.choices, 1))
    values = {
        "number": str(point.number),
        "left": str(left),
        "plan": point.name,
        "clause": question.clause,
        "text": question.text,
        "assumed": question.assumed,
    }
    asked = desk.office.wording.say("point", values)
    how = desk.office.wording.say("point_how" if choices else "point_how_words", values)
    return "\n".join(part for part in (asked, choices, how) if part)


def _button(point: OpenPoint, choice: str) -> Button:
    """A button whose value names no plan, for values may be printed."""
    label = choice if len(choice) <= LABEL else f"{choice[:LABEL]}…"
    return Button(label=label, action=SETTLE, value=fingerprint(f"{point.plan}/{point.question.key}/{choice}"))


def press_point(value: str, person: Person, desk: Desk) -> Outcome:
    """A choice taken with its button; a point settled before is settled anew."""
    found = ((each, choice) for each in points(desk) for choice in each.question.choices)
    pressed = next(((each, choice) for each, choice in found if _button(each, choice).value == value), None)
    return _settle(*pressed, person, desk) if pressed else _say("points_gone", person, desk)


def answer_points(text: str, person: Person, desk: Desk) -> Outcome | None:
    """What the executive types to the open points: a number, a choice, "point 3: ...", "points", "later"; else None."""
    found = points(desk)
    waiting, said, named = _waiting(found), text.strip(), _POINT.fullmatch(text.strip())
    if person.id != desk.office.team.executive.id or (not found and named is None):
        return None
    if named is not None:
        return _named(named, found, waiting, person, desk)
    if not waiting:
        return None
    first = waiting[0]
    if _LATER.fullmatch(said.strip(" .!")):
        return _put_off(first, person, desk)
    is_number = said.strip(" .").isdecimal() and int(said.strip(" .")) <= len(first.question.choices)
    return _settle(first, said, person, desk) if is_number or choice_in(first.question, said) else None


def _named(
    named: re.Match[str], found: Sequence[OpenPoint], waiting: Sequence[OpenPoint], person: Person, desk: Desk
) -> Outcome:
    """A point by its number, else the one asked, with an answer to it; without an answer asked again, or all listed."""
    number, words = named.groups()
    point = next((each for each in found if str(each.number) == number), None) if number else next(iter(waiting), None)
    if number and point is None:
        _say("points_no_such", person, desk, number=number)
    if not words.strip() or point is None:
        return _listed(found, person, desk) if not number or point is None else _ask_again(point, len(waiting), desk)
    return _settle(point, words, person, desk)


def _ask_again(point: OpenPoint, left: int, desk: Desk) -> Outcome:
    buttons = tuple(_button(point, choice) for choice in point.question.choices)
    desk.tray.post(desk.office.team.executive.id, Reply(text=_asked(point, left, desk), buttons=buttons))
    return desk.tray.outcome()


def _listed(found: Sequence[OpenPoint], person: Person, desk: Desk) -> Outcome:
    if not found:
        return _say("points_none", person, desk)
    lines = [
        f"{p.number}. {p.name}, {p.question.clause}: {p.question.text} {f'*{p.answer}*' if p.answer else '_open_'}"
        for p in found
    ]
    return _say("points", person, desk, points="\n".join(lines))


def _put_off(point: OpenPoint, person: Person, desk: Desk) -> Outcome:
    """Leave a point open and go on with the next; it comes again last."""
    noted = PayAnswer(plan=point.plan, question=point.question.key, answer=None, by=person.id, at=desk.now)
    waiting = [each for each in _waiting(points(desk)) if each is not point and each.number != point.number]
    _say("point_put_off", person, desk, number=str(point.number))
    if waiting and waiting[0].put_off <= point.put_off:
        _post_first(waiting, desk, desk.office.wording.say("points_next"))
    return _with(noted, desk)


def _settle(point: OpenPoint, words: str, person: Person, desk: Desk) -> Outcome:
    """Keep the answer, tell the reps it is about in a line, and go on with the next point."""
    rep_id = next(rep.id for rep in _paid_by(point, desk))
    refusal = may(person.id, Deed.ANSWER_PAY, rep_id, desk.office.team)
    if refusal is not None:
        desk.tray.post(person.id, Reply(text=refusal.text))
        return desk.tray.outcome()
    answer = read_answer(point.question, words)
    told = [rep for rep in _paid_by(point, desk) if desk.books.interview(rep, desk.now).status is not Status.NEW]
    values = {"executive": person.first_name, "clause": point.question.clause, "text": point.question.text}
    for rep in told:
        desk.tray.post(rep.id, Reply(text=desk.office.wording.say("point_settled", {**values, "answer": answer})))
    names = ", ".join(rep.first_name for rep in told)
    note = "point_noted" if names else "point_noted_untold"
    _say(note, person, desk, answer=answer, names=names, number=str(point.number), clause=point.question.clause)
    waiting = [each for each in _waiting(points(desk)) if each.number != point.number]
    if waiting:
        _post_first(waiting, desk, desk.office.wording.say("points_next"))
    return _with(
        PayAnswer(plan=point.plan, question=point.question.key, answer=answer, by=person.id, at=desk.now), desk
    )


def _paid_by(point: OpenPoint, desk: Desk) -> Iterator[Rep]:
    """The reps whose plan a point is of."""
    for rep in desk.office.team.reps:
        plan = desk.office.plans_as_written.get(rep.id)
        if plan is not None and plan_key(plan) == point.plan:
            yield rep


def _with(answer: PayAnswer, desk: Desk) -> Outcome:
    return Outcome(posts=tuple(desk.tray.posts), pay_answers=(answer,))


def _say(name: str, person: Person, desk: Desk, **values: str) -> Outcome:
    desk.tray.post(person.id, Reply(text=desk.office.wording.say(name, values)))
    return desk.tray.outcome()
