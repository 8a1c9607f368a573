"""A rep's turn: the interview, then the draft, then the comments of the review, then the next version."""

from collections.abc import Callable
from dataclasses import replace

from bot.coach.form import edit_menu
from bot.coach.readback import shortened
from bot.interview.commands import Finish, HandOff
from bot.line.actions import DRAFT, REHEARSE, SUBMIT
from bot.line.asides import answer_aside, read_aside
from bot.line.asks import Ask, read_ask
from bot.line.books import Desk, Outcome
from bot.line.case import Case
from bot.line.helping import hear, helper_for, on_record
from bot.line.home import rep_home
from bot.line.inbound import (
    Click,
    Command,
    Deleted,
    Edited,
    FormSent,
    HomeOpened,
    Inbound,
    Message,
    Notes,
    TalkOpened,
    Upload,
)
from bot.line.pay.asks import Asker, read_pay_ask
from bot.line.pay.record import agree_to_pay, ask_about_pay, pay_questions, refuse_others_pay
from bot.line.pay.turn import explain_pay, suppose, teach_back, what_changed, why_it_pays
from bot.line.posts import PlanFile, Reply
from bot.line.prompts import rep_prompts
from bot.line.rep.amending import deleted, edited
from bot.line.rep.comments import answer_comment
from bot.line.rep.draft import last_plan, post_documents, post_presentation, send_for_review
from bot.line.rep.editing import take_form
from bot.line.rep.going_on import go_on, moved
from bot.line.rep.importing import answer_file, receive_file, send_template
from bot.line.rep.late import is_overtaken
from bot.line.rep.notes import take_notes
from bot.line.rep.quarterly import review_quarter
from bot.line.rep.questions import answer_from_library, asks_library
from bot.line.rep.quick import quick_reply
from bot.line.rep.refreshing import up_to_date
from bot.line.rep.rehearsal import rehearse
from bot.line.reviews.asking import answer_question, answers_question
from bot.review.model import State
from bot.team.model import Rep


def rep_turn(inbound: Inbound, rep: Rep, desk: Desk) -> Outcome:
    """Handle one event of a rep: at most one change of their interview and one of their review."""
    interview, review = desk.books.interview(rep, desk.now), desk.books.review(rep.id)
    desk = replace(desk, helper=helper_for(inbound, rep, interview, desk))
    case = Case(message=inbound.key, rep=rep, interview=interview, review=review, desk=desk)
    return on_record(_handled(inbound, case), case)


def _handled(inbound: Inbound, case: Case) -> Outcome:
    match inbound.event:
        case HomeOpened():
            return case.post(rep_home(case.desk, case.rep, case.interview, case.review))
        case TalkOpened():
            return case.post(rep_prompts(case.desk, case.rep, case.interview, case.review))
        case _:
            return _said(inbound, up_to_date(case))


def _said(inbound: Inbound, case: Case) -> Outcome:
    match inbound.event:
        case Click() as click:
            return _clicked(click, case)
        case Message(text=text) | Command(text=text):
            return _typed(text or "continue", replace(case, said=text))
        case Edited() as event:
            return edited(event, case)
        case Deleted() as event:
            return deleted(event, case)
        case Notes(text=text):
            return take_notes(text, case)
        case FormSent(changes=changes):
            return take_form(changes, case)
        case Upload() as upload:
            return receive_file(upload, case)
        case _:
            return case.say("not_for_reps")


def _clicked(click: Click, case: Case) -> Outcome:
    quick = quick_reply(click, case)
    if quick is not None:
        return quick
    if click.action == SUBMIT:
        return _submit(case)
    if click.action == REHEARSE:
        return rehearse(case)
    if click.action == DRAFT:
        return post_documents(case, version=0).outcome()
    return case.say("not_for_reps")


def _typed(text: str, case: Case) -> Outcome:
    """What a rep types: an ask that stands on its own, an answer to a comment, or a reply in the interview."""
    ask = read_pay_ask(text, _asker(text, case)) or read_ask(text)
    if ask is not None:
        return _ASKED[ask](text, case)
    if is_overtaken(case):
        return case.say("late", said=shortened(text))
    if case.review.state is State.CHANGES_REQUESTED and case.review.unanswered:
        return answer_comment(text, case)
    if answers_question(text, case):
        return answer_question(text, case)
    about_file = answer_file(text, case)
    if about_file is not None:
        return about_file
    aside = read_aside(text, case)
    if aside is not None:
        return answer_aside(aside, case)
    if asks_library(text, case):
        return answer_from_library(text, case)
    heard = hear(text, case)
    return _hand_off(case) if HandOff() in heard.commands else go_on(heard.commands, case, heard.acknowledgement)


def _asker(text: str, case: Case) -> Asker:
    review = case.review
    others = tuple(person.name for person in case.desk.office.team.others_named_in(text, case.rep.id))
    agreed = any(agreement.document_text == review.pay_shown for agreement in review.agreements)
    was_shown = bool(review.pay_shown) and not agreed
    return Asker(name=case.rep.name, others=others, was_shown=was_shown, may_sign=bool(review.unsigned))


_ASKED: dict[Ask, Callable[[str, Case], Outcome]] = {
    Ask.SUBMIT: lambda _, case: _submit(case),
    Ask.REHEARSE: lambda _, case: rehearse(case),
    Ask.QUARTER: lambda _, case: review_quarter(case),
    Ask.PRESENT: lambda _, case: post_presentation(case),
    Ask.DRAFT: lambda _, case: post_documents(case, version=0).outcome(),
    Ask.LAST_PLAN: lambda _, case: case.post(last_plan(case.rep, case.desk)),
    Ask.EDIT: lambda _, case: _offer_to_edit(case),
    Ask.TEMPLATE: lambda _, case: send_template(case),
    Ask.HELP: lambda _, case: case.say("help"),
    Ask.PAY: lambda _, case: explain_pay(case),
    Ask.TEACH_BACK: teach_back,
    Ask.WHY_PAY: why_it_pays,
    Ask.SUPPOSE: suppose,
    Ask.PAY_CHANGED: lambda _, case: what_changed(case),
    Ask.PAY_WRONG: ask_about_pay,
    Ask.PAY_STATUS: lambda _, case: pay_questions(case),
    Ask.PAY_OF_OTHERS: lambda _, case: refuse_others_pay(case),
    Ask.AGREE: agree_to_pay,
}


def _offer_to_edit(case: Case) -> Outcome:
    """The parts to change in a form; in words it always goes too."""
    return case.post(Reply(text=case.written("edit_how"), menus=edit_menu(case.telling)))


def _submit(case: Case) -> Outcome:
    """Send the plan for review; a rehearsal or a review that was begun is no reason to wait."""
    if case.is_apart:
        case, _ = moved((Finish(),), case)
    return send_for_review(case)


def _hand_off(case: Case) -> Outcome:
    """Bring in the executive, with the conversation so far."""
    executive = case.desk.office.team.executive.id
    text = case.written("hand_off_note", name=case.rep.name)
    case.desk.tray.post(executive, PlanFile(person=case.rep.id, version=0, document="transcript.md", text=text))
    return case.say("handed_off")
