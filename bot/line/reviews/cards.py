"""The review card of a version as one reader may see it: pay and plan only for those entitled to pay."""

from datetime import date

from bot.line.actions import read_about
from bot.line.books import Desk
from bot.line.posts import ReviewCard
from bot.pay.alignment import Alignment, align
from bot.pay.alignment_words import fit_in_a_line
from bot.plan.model import BusinessPlan
from bot.review.delegation import deciders
from bot.review.escalation import in_words
from bot.review.model import Refusal, Review, SelfCheck
from bot.review.permissions import Deed, may
from bot.review.self_check import self_check
from bot.review.summary import summarise
from bot.team.model import Rep, Team


def review_card(review: Review, reader: str, desk: Desk, decided: str | None = None) -> ReviewCard:
    """The card of the latest version, for a reader by team id."""
    summary = summarise(review)
    plan = review.versions[-1].plan
    sees_pay = may(reader, Deed.SEE_PAY, review.person, desk.office.team) is None
    fit = pay_fit(plan, desk) if sees_pay else None
    return ReviewCard(
        summary=summary,
        state=review.state,
        decided=decided,
        check=checked(plan, fit),
        pay=fit_in_a_line(fit) if fit else "",
        escalated=in_words(review),
        asked=tuple(asked for asked in review.questions if asked.version >= summary.version - 1),
        season=desk.office.team.season.key,
    )


PAST = "That button does nothing any more, so nothing has changed. *status* shows what waits for you."
LEFT = "That card is about somebody who is not in the team any more, so nothing has changed. *status* shows who is."
OF_ANOTHER_YEAR = (
    "That card is from planning for another year, so nothing has changed. *card {name}* brings the one for {year}."
)


def on_card(value: str, team: Team) -> tuple[Rep, int] | Refusal:
    """Whose plan and which version a card's button is about, or why it does nothing any more."""
    card = read_about(value)
    if card is None:
        return Refusal(text=PAST)
    rep = team.rep(card.person)
    if rep is None:
        return Refusal(text=LEFT)
    if card.season in ("", team.season.key):
        return rep, card.version
    return Refusal(text=OF_ANOTHER_YEAR.format(name=rep.first_name, year=team.fiscal_year.label))


def checked(plan: BusinessPlan, fit: Alignment | None) -> SelfCheck:
    """The self-check of a plan, with its pay where that may be seen."""
    return self_check(plan, fits_pay=None if fit is None else not fit.only_paid)


def pay_fit(plan: BusinessPlan, desk: Desk) -> Alignment | None:
    """A rep's pay beside their plan; None without a compensation plan on file."""
    comp_plan = desk.office.comp_plans.get(plan.person)
    return align(comp_plan, plan) if comp_plan else None


def card_key(person: str, version: int, desk: Desk) -> str:
    """The key of the post that holds a version's review card, so that it can be updated later; each season its own."""
    return f"card/{desk.office.team.season.key}/{person}/{version}"


def settle_cards(review: Review, decided: str, desk: Desk) -> None:
    """Bring the cards of the latest version up to date, wherever one was sent."""
    key = card_key(review.person, len(review.versions), desk)
    for reader in holders(review, desk):
        desk.tray.post(reader, review_card(review, reader, desk, decided), replaces=key)


def show_waiting(review: Review, desk: Desk) -> None:
    """Bring the cards of a version that waits up to date, wherever one was sent."""
    key = card_key(review.person, len(review.versions), desk)
    for reader in holders(review, desk):
        desk.tray.post(reader, review_card(review, reader, desk), key=f"{key}/{desk.now.isoformat()}", replaces=key)


def holders(review: Review, desk: Desk) -> tuple[str, ...]:
    """Who has a card of the latest version: the executive, and whoever decided for them since it was sent.

    Whoever may not see the plan any more gets no news of it either.
    """
    team, sent = desk.office.team, review.versions[-1].submitted_at.date() if review.versions else date.max
    had = (each for each in deciders(review, sent) if may(each, Deed.SEE_PLAN, review.person, team) is None)
    return tuple(dict.fromkeys((team.executive.id, *had)))
