"""A reviewer's turn: look at a plan, approve it, or ask for changes. Who may do what is decided in `bot.review`."""

from collections.abc import Mapping

from bot.line.actions import APPROVE, ASK, OPEN_PAY, OPEN_PLAN, SETTLE
from bot.line.books import Desk, Outcome
from bot.line.home import home_person, reviewer_home
from bot.line.inbound import (
    Changes,
    Click,
    Command,
    Deleted,
    Edited,
    FormSent,
    HomeOpened,
    Inbound,
    Mention,
    Message,
    Notes,
    Question,
    Rated,
    Stopped,
    TalkOpened,
    Upload,
)
from bot.line.nudges.moving import move_turn, read_move
from bot.line.pay.points import answer_points, press_point
from bot.line.posts import Document, PlanFile, Reply
from bot.line.prompts import reviewer_prompts
from bot.line.rep.draft import comment_question, keep_canvas, last_plan, presentation
from bot.line.reviews.asking import ask_how, ask_rep
from bot.line.reviews.cards import LEFT, PAST, on_card, review_card, settle_cards
from bot.line.reviews.delegating import handing_turn, read_handing
from bot.line.reviews.team_summary import team_summary
from bot.line.reviews.words import Order, Verb, read_order
from bot.line.set_up import Picked, TeamSent
from bot.pay.alignment_words import executive_in_words
from bot.plan.model import Section
from bot.review.life import Decision, decide, decided
from bot.review.model import Action, Refusal, Review, State
from bot.review.pay import reply
from bot.review.permissions import Deed, may, pay_seen_by
from bot.team.model import Person, Rep, Team

NO_VERSION = "There is no such version to open yet, so there is nothing to show. It comes here when the rep sends it."

NO_FILES = (
    "I take account lists and deals from reps only, so I have left this file alone. Ask the rep to send it to me."
)


def reviewer_turn(inbound: Inbound, person: Person, desk: Desk) -> Outcome:
    """Handle one event of the executive or a manager."""
    match inbound.event:
        case HomeOpened():
            desk.tray.post(person.id, reviewer_home(desk, person))
            return desk.tray.outcome()
        case TalkOpened():
            desk.tray.post(person.id, reviewer_prompts(desk, person))
            return desk.tray.outcome()
        case Upload():
            return _say(NO_FILES, person, desk)
        case Edited():
            return _say(desk.office.wording.say("edit_too_late"), person, desk)
        case Deleted():
            return desk.tray.outcome()
        case Click(action=action, value=value):
            return _clicked(action, value, person, desk)
        case FormSent() | Notes() | Rated() | Stopped() | TeamSent() | Picked():
            return _say(desk.office.wording.say("form_not_yours"), person, desk)
        case Changes() | Question() as form:
            return _form(form, person, desk)
        case Message(text=text) | Command(text=text) | Mention(text=text):
            return _written(text, person, desk)


def _form(form: Changes | Question, person: Person, desk: Desk) -> Outcome:
    """A form of the review card, sent in."""
    rep = desk.office.team.rep(form.person)
    if rep is None:
        return _say(LEFT, person, desk)
    if isinstance(form, Changes):
        return _decide(rep, _asked(form.version, form.comments), person, desk)
    return ask_rep(rep, form.text, person, desk)


def _written(text: str, person: Person, desk: Desk) -> Outcome:
    """What a reviewer types: a deadline to move, an answer to what a pay plan leaves open, or what else there is."""
    move = read_move(text, desk.office.team.reps)
    if move is not None:
        return move_turn(move, person, desk)
    handing = read_handing(text, desk.office.team)
    if handing is not None:
        return handing_turn(handing, person, desk)
    order = read_order(text, _known_to(person, desk.office.team))
    settled = answer_points(text, person, desk) if order.verb is Verb.HELP else None
    return settled or _ordered(order, person, desk)


def _known_to(person: Person, team: Team) -> tuple[Rep, ...]:
    """The reps someone can name in an order: their reports, and those whose pay they may see."""
    reports = team.reports_of(person.id)
    return (*reports, *(rep for rep in pay_seen_by(person.id, team) if rep not in reports))


def _asked(version: int, comments: Mapping[str, str]) -> Decision:
    """A request for changes, with the comments whose heading is a section of a plan."""
    by_section = {section: comments[section] for section in Section if section in comments}
    return Decision(version=version, action=Action.REQUEST_CHANGES, comments=by_section)


def _clicked(action: str, value: str, person: Person, desk: Desk) -> Outcome:
    if action == SETTLE:
        return press_point(value, person, desk)
    pressed = on_card(value, desk.office.team)
    if isinstance(pressed, Refusal):
        return _say(pressed.text, person, desk)
    rep, version = pressed
    if action == ASK:
        return ask_how(rep, person, desk)
    if action == APPROVE:
        return _decide(rep, Decision(version=version, action=Action.APPROVE), person, desk)
    if action in (OPEN_PLAN, OPEN_PAY):
        return _open(rep.id, version, action, person, desk)
    return _say(PAST, person, desk)


def _ordered(order: Order, person: Person, desk: Desk) -> Outcome:
    """What a reviewer types: everything the card's buttons do, and who stands where."""
    if order.verb is Verb.ALIGN:
        return _align(person, desk)
    if order.verb is Verb.ROLL_UP:
        return _roll_up(person, desk)
    if order.verb is Verb.SUMMARY and desk.office.team.reports_of(person.id):
        return _say(team_summary(person, desk), person, desk)
    if order.verb is Verb.STATUS or order.rep is None:
        return _status(order, person, desk)
    return _about_one(order, order.rep, person, desk)


def _about_one(order: Order, rep: Rep, person: Person, desk: Desk) -> Outcome:
    version = len(desk.books.review(rep.id).versions)
    match order.verb:
        case Verb.APPROVE:
            return _decide(rep, Decision(version=version, action=Action.APPROVE), person, desk)
        case Verb.CHANGES:
            return _decide(rep, _asked(version, order.comments), person, desk)
        case Verb.ANSWER:
            return _reply(rep, order.words, person, desk)
        case Verb.ASK:
            return ask_rep(rep, order.words, person, desk)
        case Verb.CARD:
            return _card(rep, person, desk)
        case Verb.QUESTION:
            return _question(rep, person, desk)
        case Verb.LAST_PLAN:
            return _last_plan(rep, person, desk)
        case Verb.PAY:
            return _open(rep.id, version, OPEN_PAY, person, desk)
        case _:
            return _open(rep.id, version, OPEN_PLAN, person, desk)


def _status(order: Order, person: Person, desk: Desk) -> Outcome:
    """Who stands where; for whoever greets or was not understood, what works."""
    team = desk.office.team
    reports, seen = team.reports_of(person.id), pay_seen_by(person.id, team)
    lines = [home_person(desk, rep) for rep in reports]
    listed = "\n".join(f"- *{line.name}* ({line.role}): {line.status}" for line in lines)
    help_name = "reviewer_help" if person.id == team.executive.id else "manager_help" if reports else "viewer_help"
    first = next(iter(reports or seen), None)
    other = next((one.first_name for one in team.people if one.id != person.id and one != first), "")
    values = {"people": listed, "first_name": first.first_name if first else "", "name": person.first_name}
    values["other"] = other
    says = {Verb.STATUS: ("team_status",), Verb.HELLO: ("reviewer_hello", help_name)}
    names = says.get(order.verb, ("not_an_order", help_name)) if reports else (help_name,)
    return _say("\n\n".join(desk.office.wording.say(name, values) for name in names), person, desk)


def _card(rep: Rep, person: Person, desk: Desk) -> Outcome:
    """Bring the card of the latest version once more, to those who may see the plan."""
    refusal = may(person.id, Deed.SEE_PLAN, rep.id, desk.office.team)
    review = desk.books.review(rep.id)
    if refusal is not None or review.latest is None:
        return _say(refusal.text if refusal else NO_VERSION, person, desk)
    said = decided(review, review.latest.number, desk.office.team)
    desk.tray.post(person.id, review_card(review, person.id, desk, said or None))
    return desk.tray.outcome()


def _last_plan(rep: Rep, person: Person, desk: Desk) -> Outcome:
    """Bring the plan for the year before, to those who may see this one."""
    refusal = may(person.id, Deed.SEE_PLAN, rep.id, desk.office.team)
    desk.tray.post(person.id, Reply(text=refusal.text) if refusal else last_plan(rep, desk))
    return desk.tray.outcome()


def _question(rep: Rep, person: Person, desk: Desk) -> Outcome:
    """Show a rep's oldest open question about pay again, to whoever may answer it."""
    refusal = may(person.id, Deed.ANSWER_PAY, rep.id, desk.office.team)
    if refusal is not None:
        return _say(refusal.text, person, desk)
    waiting = next((q for q in desk.books.review(rep.id).pay_questions if q.answer is None), None)
    if waiting is None:
        return _say("No question about pay waits for an answer here. One that comes is brought to you.", person, desk)
    values = {"name": rep.name, "text": waiting.text, "first_name": rep.first_name}
    return _say(desk.office.wording.say("pay_question_note", values), person, desk)


def _roll_up(person: Person, desk: Desk) -> Outcome:
    """The plans that were sent, added up against the budget; for the executive alone."""
    team = desk.office.team
    if person.id != team.executive.id:
        return _say(desk.office.wording.say("rollup_not_yours", {"executive": team.executive.first_name}), person, desk)
    text = desk.office.wording.say("rollup_file", {"year": team.fiscal_year.label})
    desk.tray.post(person.id, PlanFile(person=person.id, version=0, document="team.docx", text=text))
    return desk.tray.outcome()


def _align(person: Person, desk: Desk) -> Outcome:
    """Whether the executive's own pay moves the same way as the team's; for the executive alone."""
    office = desk.office
    executive, own = office.team.executive, office.comp_plans.get(person.id)
    if person.id != executive.id:
        return _say(office.wording.say("align_not_yours", {"executive": executive.first_name}), person, desk)
    if own is None:
        return _say(office.wording.say("no_executive_plan"), person, desk)
    reps = [office.comp_plans[rep.id] for rep in office.team.reps if rep.id in office.comp_plans]
    without_heading = executive_in_words(own, reps).partition("\n\n")[2]
    return _say(without_heading, person, desk)


def _reply(rep: Rep, text: str, person: Person, desk: Desk) -> Outcome:
    """Answer the oldest open question of a rep about their pay."""
    after = reply(desk.books.review(rep.id), text, person.id, desk.now, desk.office.team)
    if isinstance(after, Refusal):
        return _say(after.text, person, desk)
    said = {"executive": person.first_name, "text": text, "name": rep.first_name}
    desk.tray.post(rep.id, Reply(text=desk.office.wording.say("pay_question_answered", said)))
    desk.tray.post(person.id, Reply(text=desk.office.wording.say("pay_reply_sent", said)))
    return desk.tray.outcome(review=after)


def _open(rep_id: str, version: int, action: str, person: Person, desk: Desk) -> Outcome:
    """Send the plan or the pay explanation of a version, to those who may see it."""
    refusal = may(person.id, Deed.SEE_PAY if action == OPEN_PAY else Deed.SEE_PLAN, rep_id, desk.office.team)
    if refusal is not None:
        return _say(refusal.text, person, desk)
    stored = next((v for v in desk.books.review(rep_id).versions if v.number == version), None)
    if stored is None:
        return _say(NO_VERSION, person, desk)
    if action == OPEN_PAY and stored.pay_text is None:
        return _say(
            "There was no compensation plan on file when this version was sent, so there is nothing to explain. "
            "Once whoever runs planning has added it, the next version brings it.",
            person,
            desk,
        )
    document: Document = "pay.docx" if action == OPEN_PAY else "plan.docx"
    text = f"{stored.plan.name}, version {version}"
    file = PlanFile(person=rep_id, version=version, document=document, text=text)
    desk.tray.post(person.id, file)
    return desk.tray.outcome()


def _decide(rep: Rep, decision: Decision, person: Person, desk: Desk) -> Outcome:
    """Decide on a version: the card then says who and when, and the rep hears of it."""
    after = decide(desk.books.review(rep.id), decision, person.id, desk.now, desk.office.team)
    if isinstance(after, Refusal):
        return _say(after.text, person, desk)
    said = decided(after, decision.version, desk.office.team)
    settle_cards(after, said, desk)
    _tell(rep, after, person, desk)
    keep_canvas(rep, desk)
    return desk.tray.outcome(review=after)


def _tell(rep: Rep, review: Review, person: Person, desk: Desk) -> None:
    """Tell the rep what was decided; the first comment follows at once as a question."""
    values = {
        "executive": person.first_name,
        "version": str(len(review.versions)),
        "count": str(len(review.unanswered)),
    }
    if review.state is State.APPROVED:
        desk.tray.post(rep.id, Reply(text=desk.office.wording.say("approved", values)))
        for file in presentation(rep, len(review.versions), desk):
            desk.tray.post(rep.id, file)
        return
    opening = desk.office.wording.say("changes_requested", values)
    desk.tray.post(rep.id, Reply(text=f"{opening}\n\n{comment_question(desk, review.unanswered[0])}"))


def _say(text: str, person: Person, desk: Desk) -> Outcome:
    desk.tray.post(person.id, Reply(text=text))
    return desk.tray.outcome()
