"""From a finished interview to a draft, and from a draft to the executive's desk."""

from bot.figures import plain
from bot.interview.state import Interview, Status
from bot.line.actions import DRAFT, SUBMIT
from bot.line.asks import Ask
from bot.line.books import Desk, Outcome
from bot.line.model import Button, PlanFile, Reply, ReviewCard
from bot.plan.model import BusinessPlan
from bot.review.life import submit
from bot.review.model import Comment, Refusal, Review, State
from bot.review.summary import summarise
from bot.team.model import Rep

SHOWN = 3
"""Open points spelled out under a draft; the rest are counted."""


def card_key(person: str, version: int) -> str:
    """The key of the post that holds a version's review card, so that it can be updated later."""
    return f"card/{person}/{version}"


def offer_draft(desk: Desk, rep: Rep, interview: Interview, review: Review, lead: str, *, again: bool) -> None:
    """Say in a few lines what the draft comes to, and offer to send it; `lead` is what is said before that."""
    plan = desk.office.draw_up(rep, interview, desk.now)
    executive = desk.office.team.executive.first_name
    number = len(review.versions) + 1
    name = "draft_changed" if again else "draft_ready" if number == 1 else "next_version_ready"
    values = {
        "adds_up": plan.adds_up.reading,
        "double_a": plan.double_a.reading,
        "open_points": _open_points(plan),
        "executive": executive,
        "version": str(number),
    }
    text = desk.office.wording.say(name, values)
    buttons = (
        Button(label=f"Send to {executive}", action=SUBMIT, value=rep.id, style="primary"),
        Button(label="See the draft", action=DRAFT, value=rep.id),
    )
    paragraphs = [paragraph for paragraph in (lead, *text.split("\n\n")) if paragraph.strip()]
    desk.tray.post(rep.id, Reply(text="\n\n".join(paragraphs), buttons=buttons))


def _open_points(plan: BusinessPlan) -> str:
    points = plan.open_points
    if not points:
        return ""
    lines = [f"- {point.text}" for point in points[:SHOWN]]
    more = [f"- and {plain(len(points) - SHOWN)} more"] if len(points) > SHOWN else []
    return "\n".join(["Still open:", *lines, *more])


def post_documents(desk: Desk, rep: Rep, version: int, only: Ask | None = None) -> None:
    """Post the plan and the pay explanation of a version to their rep; version 0 is the draft as it stands."""
    values = {"executive": desk.office.team.executive.first_name}
    if only is not Ask.PAY:
        text = desk.office.wording.say("plan_file")
        desk.tray.post(rep.id, PlanFile(person=rep.id, version=version, document="plan.docx", text=text))
    if rep.id in desk.office.comp_plans:
        text = desk.office.wording.say("pay_file", values)
        desk.tray.post(rep.id, PlanFile(person=rep.id, version=version, document="pay.md", text=text))
    elif only is Ask.PAY:
        desk.tray.post(rep.id, Reply(text=desk.office.wording.say("no_comp_plan", values)))


def send_for_review(desk: Desk, rep: Rep, interview: Interview, review: Review) -> Outcome:
    """Submit the draft as a new version; its card goes to the executive, an undecided older card is closed."""
    values = {"executive": desk.office.team.executive.first_name}
    if interview.status is not Status.FINISHED:
        desk.tray.post(rep.id, Reply(text=desk.office.wording.say("not_finished", values)))
        return desk.tray.outcome()
    plan = desk.office.draw_up(rep, interview, desk.now)
    after = submit(review, plan, desk.office.explain_pay(rep, plan), rep.id, desk.now)
    if isinstance(after, Refusal):
        desk.tray.post(rep.id, Reply(text=after.text))
        return desk.tray.outcome()
    number = len(after.versions)
    desk.tray.post(rep.id, Reply(text=desk.office.wording.say("sent", values | {"version": str(number)})))
    post_documents(desk, rep, number)
    executive = desk.office.team.executive.id
    if review.state is State.SUBMITTED:
        replaced = ReviewCard(summary=summarise(review), state=review.state, decided=f"Replaced by version {number}")
        desk.tray.post(executive, replaced, replaces=card_key(rep.id, number - 1))
    card = ReviewCard(summary=summarise(after), state=after.state)
    desk.tray.post(executive, card, key=card_key(rep.id, number))
    return desk.tray.outcome(review=after)


def comment_question(desk: Desk, comment: Comment) -> str:
    """A reviewer's comment as the next question to the rep."""
    by = desk.office.team.person(comment.by)
    values = {"by": by.first_name if by else "The reviewer", "section": comment.section, "text": comment.text}
    return desk.office.wording.say("comment", values)
