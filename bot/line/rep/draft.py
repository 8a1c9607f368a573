"""From a finished interview to a draft, and from a draft to the executive's desk."""

import re

from bot.coach.form import edit_menu
from bot.coach.llm.drafting import draft
from bot.interview.state import Status
from bot.line.actions import DRAFT, REHEARSE, SUBMIT
from bot.line.books import Desk, Outcome
from bot.line.buttons import Button
from bot.line.case import Case
from bot.line.pay.points import ask_points
from bot.line.posts import Canvas, Document, PlanFile, Reply
from bot.line.reviews.cards import card_key, checked, holders, pay_fit, review_card, settle_cards
from bot.plan.model import BusinessPlan
from bot.review.difference import difference
from bot.review.life import submit, told
from bot.review.model import Comment, Refusal, Review, State
from bot.review.pay import shown
from bot.review.presenting import counted
from bot.review.self_check import in_two_lines
from bot.team.model import Rep

SHOWN = 3
"""Open points spelled out under a draft; the rest are counted."""


def offer_draft(case: Case, lead: str, *, again: bool) -> None:
    """Say in a few lines what the draft comes to, and offer to send it; `lead` is what is said before that."""
    plan, number = case.plan, len(case.review.versions) + 1
    name = "draft_changed" if again else "draft_ready" if number == 1 else "next_version_ready"
    text = case.written(
        name,
        adds_up=plan.adds_up.reading,
        double_a=_unsaid(plan.double_a.reading, plan.adds_up.reading),
        open_points=_open_points(plan),
        version=str(number),
    )
    buttons = (
        Button(label=f"Send to {case.executive}", action=SUBMIT, value=case.rep.id, style="primary"),
        Button(label="See the draft", action=DRAFT, value=case.rep.id),
        *((Button(label="Rehearse", action=REHEARSE, value=case.rep.id),) if name == "draft_ready" else ()),
    )
    stale = case.written("still_sent", version=str(number - 1)) if again and is_stale(case.review, plan) else ""
    paragraphs = [paragraph for paragraph in (lead, *text.split("\n\n"), stale) if paragraph.strip()]
    case.post(Reply(text="\n\n".join(paragraphs), buttons=buttons, menus=edit_menu(case.telling)))
    if not case.review.versions:
        keep_canvas(case.rep, case.desk)


def keep_canvas(rep: Rep, desk: Desk) -> None:
    """Bring the rep's plan up to date where it stands as a page of its own."""
    desk.tray.post(rep.id, Canvas(person=rep.id, text=desk.office.wording.say("plan_canvas", {})))


def is_stale(review: Review, plan: BusinessPlan) -> bool:
    """Whether the plan says something else than the version that was sent last; that one is never changed."""
    return review.latest is not None and bool(difference(review.latest.plan, plan))


def _unsaid(text: str, before: str) -> str:
    """A text without the sentences that were just said."""
    return " ".join(sentence for sentence in re.split(r"(?<=[.:])\s+(?=[A-Z])", text) if sentence not in before)


def _open_points(plan: BusinessPlan) -> str:
    points = plan.open_points
    if not points:
        return ""
    lines = [f"- {point.text}" for point in points[:SHOWN]]
    more = [f"- and {len(points) - SHOWN} more"] if len(points) > SHOWN else []
    return "\n".join(["Still open:", *lines, *more])


def post_documents(case: Case, version: int) -> Case:
    """Post the plan and the pay explanation of a version to their rep; version 0 is the draft as it stands."""
    rep = case.rep
    case.post(PlanFile(person=rep.id, version=version, document="plan.docx", text=case.written("plan_file")))
    pay_text = case.desk.office.explain_pay(rep, case.plan)
    if pay_text is not None:
        case = case.with_review(shown(case.review, pay_text))
        ask_points(rep, case.desk)
        case.post(PlanFile(person=rep.id, version=version, document="pay.docx", text=case.written("pay_file")))
    return case


def presentation(rep: Rep, version: int, desk: Desk) -> tuple[PlanFile, ...]:
    """What a plan is presented with (M13): the slides, and one page to hand round before."""
    documents: tuple[Document, ...] = ("plan.pptx", "brief.docx")
    say = desk.office.wording.say
    return tuple(PlanFile(person=rep.id, version=version, document=d, text=say(d, {})) for d in documents)


def last_plan(rep: Rep, desk: Desk) -> PlanFile | Reply:
    """The plan for the year before, as it was approved or else sent last; it stays to be read."""
    before = desk.books.review_before(rep.id)
    version = counted(before) if before else None
    say = desk.office.wording.say
    if version is None:
        return Reply(text=say("no_last_plan"))
    text = say("last_plan_file", {"name": rep.name, "year": version.plan.year.label})
    return PlanFile(person=rep.id, version=version.number, document="last-plan.docx", text=text)


def post_presentation(case: Case) -> Outcome:
    """The slides and the page of the version that was approved, else of the draft as it stands."""
    approved = len(case.review.versions) if case.review.state is State.APPROVED else 0
    for file in presentation(case.rep, approved, case.desk):
        case.post(file)
    return case.outcome()


def send_for_review(case: Case) -> Outcome:
    """Submit the draft as a new version; its card goes to the executive, an undecided older card is closed."""
    if case.interview.status is not Status.FINISHED:
        return case.say("not_finished")
    plan, before, office = case.plan, case.review, case.desk.office
    after = submit(before, plan, office.explain_pay(case.rep, plan), case.rep.id, case.desk.now)
    if isinstance(after, Refusal):
        return case.post(Reply(text=after.text))
    number = len(after.versions)
    after = told(after, draft(case.desk.helper, plan)) if case.desk.helper else after
    sent = case.with_review(after)
    sent.say("sent", version=str(number), checked=_checked(plan, case))
    sent = post_documents(sent, number)
    desk = case.desk
    keep_canvas(case.rep, desk)
    if before.state is State.SUBMITTED:
        settle_cards(before, f"Replaced by version {number}", desk)
    for reader in holders(after, desk):
        desk.tray.post(reader, review_card(after, reader, desk), key=card_key(case.rep.id, number, desk))
    return sent.outcome()


def _checked(plan: BusinessPlan, case: Case) -> str:
    """What the plan was checked for as it was sent, in two lines."""
    return "\n".join(filter(None, in_two_lines(checked(plan, pay_fit(plan, case.desk)))))


def comment_question(desk: Desk, comment: Comment) -> str:
    """A reviewer's comment as the next question to the rep."""
    by = desk.office.team.person(comment.by)
    values = {"by": by.first_name if by else "The reviewer", "section": comment.section, "text": comment.text}
    return desk.office.wording.say("comment", values)
