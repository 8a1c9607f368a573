"""A rep's turn: the interview, then the draft, then the comments of the review, then the next version."""

from bot.coach.commenting import understand_comment
from bot.coach.phrase import phrase
from bot.coach.understand import Context, understand
from bot.interview.advance import advance
from bot.interview.commands import Command as Step
from bot.interview.commands import Confirm, Deny, Start
from bot.interview.moves import Finished
from bot.interview.state import Interview, Status
from bot.line.actions import ANSWER, DRAFT, SUBMIT
from bot.line.asks import Ask, read_ask
from bot.line.books import Desk, Outcome
from bot.line.draft import comment_question, offer_draft, post_documents, send_for_review
from bot.line.home import rep_home
from bot.line.model import Click, Command, HomeOpened, Inbound, Message, Reply
from bot.review.life import answer
from bot.review.model import Refusal, Review, State
from bot.team.model import Rep


def rep_turn(inbound: Inbound, rep: Rep, desk: Desk) -> Outcome:
    """Handle one event of a rep: at most one change of their interview and one of their review."""
    interview = desk.books.interview(rep, desk.now)
    review = desk.books.review(rep.id)
    match inbound.event:
        case HomeOpened():
            desk.tray.post(rep.id, rep_home(desk, rep, interview, review))
            return desk.tray.outcome()
        case Click() as click:
            return _clicked(inbound, click, rep, interview, review, desk)
        case Message(text=text) | Command(text=text):
            return _typed(inbound, text or "continue", rep, interview, review, desk)
        case _:
            desk.tray.post(rep.id, Reply(text="Only a reviewer can do that, so nothing has changed."))
            return desk.tray.outcome()


def _clicked(inbound: Inbound, click: Click, rep: Rep, interview: Interview, review: Review, desk: Desk) -> Outcome:
    if click.action == ANSWER:
        said, _, step = click.value.partition("@")
        command: Step = Confirm(step=step) if said == "yes" else Deny(step=step)
        return _go_on(inbound, (command,), rep, interview, review, desk)
    if click.action == SUBMIT:
        return send_for_review(desk, rep, interview, review)
    if click.action == DRAFT:
        post_documents(desk, rep, version=0)
        return desk.tray.outcome()
    desk.tray.post(rep.id, Reply(text="That button is not for you, so nothing has changed."))
    return desk.tray.outcome()


def _typed(inbound: Inbound, text: str, rep: Rep, interview: Interview, review: Review, desk: Desk) -> Outcome:
    """What a rep types: an ask that stands on its own, an answer to a comment, or a reply in the interview."""
    ask = read_ask(text)
    if ask is Ask.SUBMIT:
        return send_for_review(desk, rep, interview, review)
    if ask in (Ask.DRAFT, Ask.PAY):
        post_documents(desk, rep, version=0, only=ask)
        return desk.tray.outcome()
    if ask is Ask.HELP:
        desk.tray.post(rep.id, Reply(text=desk.office.wording.say("help", {"executive": _executive(desk)})))
        return desk.tray.outcome()
    if review.state is State.CHANGES_REQUESTED and review.unanswered:
        return _answer_comment(inbound, text, rep, interview, review, desk)
    context = Context(desk.office.questions, interview, rep.name, desk.now.date(), desk.office.team.fiscal_year)
    return _go_on(inbound, understand(text, context), rep, interview, review, desk)


def _go_on(
    inbound: Inbound, commands: tuple[Step, ...], rep: Rep, interview: Interview, review: Review, desk: Desk
) -> Outcome:
    """Run the interview's commands and word what it says; at its end the draft is offered."""
    before = interview.status
    interview, moves = advance(desk.office.questions, interview, commands, inbound.key, desk.now)
    telling = desk.office.telling(rep, interview, desk.now)
    reply = phrase(moves, telling)
    ending = next((said for said in moves if isinstance(said, Finished)), None)
    if ending is not None:
        offer_draft(desk, rep, interview, review, reply.text, again=ending.again)
    elif reply.text:
        desk.tray.post(rep.id, reply)
    elif before is Status.FINISHED:
        _say_where_it_stands(desk, rep, review, commands)
    return desk.tray.outcome(interview=interview)


def _say_where_it_stands(desk: Desk, rep: Rep, review: Review, commands: tuple[Step, ...]) -> None:
    """The interview is over and the message changed nothing: say what can be done."""
    name = "understood_nothing" if not commands or not isinstance(commands[0], Start) else "standing"
    state = desk.office.wording.say(f"state {review.state}", {"executive": _executive(desk)})
    desk.tray.post(rep.id, Reply(text=desk.office.wording.say(name, {"state": state})))


def _executive(desk: Desk) -> str:
    return desk.office.team.executive.first_name


def _answer_comment(
    inbound: Inbound, text: str, rep: Rep, interview: Interview, review: Review, desk: Desk
) -> Outcome:
    """Take a reply to the first unanswered comment: new figures or names go into the plan, the words to the reviewer."""
    comment = review.unanswered[0]
    context = Context(desk.office.questions, interview, rep.name, desk.now.date(), desk.office.team.fiscal_year)
    commands = understand_comment(text, comment.section, context)
    answered = answer(review, comment.id, text, rep.id, desk.now)
    if isinstance(answered, Refusal):
        desk.tray.post(rep.id, Reply(text=answered.text))
        return desk.tray.outcome()
    if commands:
        interview, moves = advance(desk.office.questions, interview, commands, inbound.key, desk.now)
        noted = phrase([said for said in moves if not isinstance(said, Finished)], desk.office.telling(rep, interview, desk.now))
        text = noted.text
    else:
        text = desk.office.wording.say("comment_kept")
    if answered.unanswered:
        desk.tray.post(rep.id, Reply(text=f"{text}\n\n{comment_question(desk, answered.unanswered[0])}"))
    else:
        offer_draft(desk, rep, interview, answered, text, again=False)
    return desk.tray.outcome(interview=interview, review=answered)
