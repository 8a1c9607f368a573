"""The executive's own plan (M20): a short interview beside the reviews, the pack that comes of it, and who agrees."""

import re
from typing import Literal

from bot.coach.intents import read_intent
from bot.coach.phrase import phrase
from bot.coach.understand import understand
from bot.facts import Computed, Fact, Said, Words
from bot.interview.commands import Back, Start
from bot.interview.moves import Finished, Greet, Move
from bot.interview.state import Status
from bot.line.books import Desk, Outcome
from bot.line.case import Case
from bot.line.executive.words import BuyIn, asks_for_pack, asks_for_plan, read_buy_in
from bot.line.inbound import Command, Inbound, Message
from bot.line.nudges.moving import read_move
from bot.line.office import planner_for
from bot.line.pay.ask_words import NOUN
from bot.line.posts import PlanFile, Reply
from bot.line.rep.going_on import moved
from bot.line.reviews.words import Verb, read_order
from bot.plan.rollup import RollUp, roll_up
from bot.plan.sales_plan import buy_in_slot, sales_plan
from bot.review.presenting import plans_that_count
from bot.team.model import Person

PACK: tuple[Literal["sales-plan.pptx", "sales-plan.docx"], ...] = ("sales-plan.pptx", "sales-plan.docx")
ASKS, PAY = "exec_asks", "exec_pay"
BRIEF_ORDER = 2
"""Words of an order that names nobody, such as "status"; a longer text that begins like one is an answer."""
_FIGURE = re.compile(r"\d")


def executive_turn(inbound: Inbound, person: Person, desk: Desk) -> Outcome | None:
    """Handle what the executive says to their own plan; None when a message is about somebody else's."""
    if person.id != desk.office.team.executive.id or not isinstance(inbound.event, Message | Command):
        return None
    text, case = inbound.event.text, _case(inbound, person, desk)
    if asks_for_plan(text):
        return _begin(case)
    if asks_for_pack(text):
        return _pack(case)
    stand, focus = read_buy_in(text), case.interview.focus
    runs = case.interview.status is Status.RUNNING
    if stand is not None and not (runs and focus == ASKS):
        return _keep(stand, text, case)
    goes_back = case.interview.status is Status.FINISHED and read_intent(text) == Back()
    return _answer(text, case) if goes_back or (runs and not _is_order(text, desk)) else None


def _case(inbound: Inbound, person: Person, desk: Desk) -> Case:
    planner = planner_for(person, desk.office.team)
    interview, review = desk.books.interview(planner, desk.now), desk.books.review(person.id)
    return Case(message=inbound.key, rep=planner, interview=interview, review=review, desk=desk)


def _is_order(text: str, desk: Desk) -> bool:
    """Whether a message is about the reviews, whatever question is open here."""
    order, team = read_order(text, desk.office.team.reps), desk.office.team
    brief = len(text.split()) <= BRIEF_ORDER or re.match(r"how (?:is|are) ", text, re.IGNORECASE) is not None
    ordered = order.verb not in (Verb.HELLO, Verb.HELP) and (order.rep is not None or brief)
    return ordered or read_move(text, team.reps) is not None


def _rollup(desk: Desk) -> RollUp:
    """The roll-up of the approved plans, and of those sent where none is approved yet."""
    team = desk.office.team
    plans = plans_that_count(desk.books.review(rep.id) for rep in team.reps)
    return roll_up(team, plans, team.executive.work.today(desk.now))


def _begin(case: Case) -> Outcome:
    """Begin or go on, with what the plans come to now."""
    was = case.interview
    if was.status is Status.FINISHED:
        return case.say("exec_standing", buy_in=_stands(case))
    reading = Words(text=_rollup(case.desk).readings[0])
    fact = Fact(slot="exec.rollup", value=reading, source=Computed(formula="roll-up of the plans"), at=case.desk.now)
    lead = case.written("exec_greet") if was.status is Status.NEW else ""
    return _go_on(lead, *moved((Start(),), case.with_interview(was.keep(fact))))


def _answer(text: str, case: Case) -> Outcome:
    """An answer in the interview; a figure of anybody's pay is not taken."""
    about_pay = case.interview.focus == PAY or re.search(NOUN, text.casefold())
    if about_pay and _FIGURE.search(text):
        return case.say("exec_no_figures")
    return _go_on("", *moved(understand(text, case.context), case))


def _go_on(lead: str, case: Case, moves: tuple[Move, ...]) -> Outcome:
    """Say what comes next; at the end, the pack."""
    said = [each for each in moves if not isinstance(each, Greet | Finished)]
    reply = phrase(said, case.telling)
    text = "\n\n".join(part for part in (lead, reply.text) if part)
    if text:
        case.post(Reply(text=text, buttons=reply.buttons))
    return _pack(case) if any(isinstance(each, Finished) for each in moves) else case.outcome()


def _pack(case: Case) -> Outcome:
    """The slides and the document, drawn up anew each time."""
    for document in PACK:
        text = case.written(document)
        case.post(PlanFile(person=case.rep.id, version=0, document=document, text=text))
    return case.say("exec_buy_in", buy_in=_stands(case))


def _keep(stand: BuyIn, text: str, case: Case) -> Outcome:
    """Keep where a peer stands; what they said before moves to the past, never away."""
    fact = Fact(
        slot=buy_in_slot(stand.peer),
        value=Words(text=stand.says),
        source=Said(message=case.message, quote=text),
        at=case.desk.now,
    )
    case = case.with_interview(case.interview.keep(fact))
    agrees = stand.says.startswith("agrees")
    return case.say("exec_agrees" if agrees else "exec_wants", peer=stand.peer, says=stand.says, buy_in=_stands(case))


def _stands(case: Case) -> str:
    kept = case.interview
    plan = sales_plan(case.rep.name, _rollup(case.desk), kept.facts, kept.past, case.desk.now)
    agreed = [stand.peer for stand in plan.buy_in if stand.agrees]
    others = [f"{stand.peer} {stand.says}" for stand in plan.buy_in if not stand.agrees]
    parts = (
        f"Agreed: {', '.join(agreed)}." if agreed else "",
        f"Open: {'; '.join(others)}." if others else "",
        f"Not heard yet: {', '.join(plan.missing)}." if plan.missing else "",
    )
    return " ".join(part for part in parts if part)
