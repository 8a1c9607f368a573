"""A review card as titled lines, the same in Slack and in a terminal: read in under a minute, on a phone too."""

from collections.abc import Iterator, Sequence

from bot.facts import Figure, Frozen
from bot.figures import in_plan
from bot.line.model import ReviewCard
from bot.plan.model import Judgement, Verdict
from bot.review.model import Asked, Comment, State, Summary
from bot.review.self_check import in_two_lines

SHOWN = 3
OF_A_SIDE = {True: 1, False: 2}
"""Points shown for, and against, each half of the double A; the plan has the rest."""
VERDICTS = {Verdict.YES: "yes", Verdict.NO: "no", Verdict.OPEN: "open"}


class CardPart(Frozen):
    """A title and what is said: a sentence beside it, or the items of a list under it."""

    title: str
    sentence: str = ""
    items: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """In the simple markup of a reply."""
        return "\n".join([f"*{self.title}* {self.sentence}".rstrip(), *self.items])


def title(summary: Summary) -> str:
    """Whose plan, and which version."""
    return f"{summary.name}, {summary.role}: plan, version {summary.version}"


def waits(content: ReviewCard) -> bool:
    """Whether a card waits for a decision."""
    return content.state is State.SUBMITTED and content.decided is None


def figures(summary: Summary) -> tuple[tuple[str, str], ...]:
    """The figures a decision begins with, each under its label."""
    cover = f", {_shown(summary.cover, summary)} of the goal" if summary.cover else ""
    return (
        ("Goal", _shown(summary.goal, summary)),
        ("Run-rate", f"{_shown(summary.run_rate, summary)}{cover} ({summary.judgement})"),
        ("Gap", _shown(summary.gap, summary)),
        ("Filled by", summary.gap_filled_by),
    )


def parts(content: ReviewCard) -> tuple[CardPart, ...]:
    """Everything under the figures; a decided card keeps the verdict alone."""
    summary = content.summary
    verdict = (
        CardPart(title="Adds up.", sentence=summary.adds_up),
        *_cover(summary),
        *_halves(summary),
    )
    return (*verdict, *_to_decide(content)) if waits(content) else verdict


def _to_decide(content: ReviewCard) -> Iterator[CardPart]:
    summary = content.summary
    first = summary.name.split()[0]
    if content.escalated:
        yield CardPart(title="Escalated.", sentence=content.escalated)
    yield from _listed(f"In {first}'s own words", _both_sides(summary))
    yield from _listed("Strongest", _news(summary.strongest, summary))
    yield from _listed("Weakest", _news(summary.weakest, summary))
    if content.check is not None:
        yield CardPart(title="Checked when sent.", sentence=" ".join(filter(None, in_two_lines(content.check))))
    if content.pay:
        yield CardPart(title="Pay and plan.", sentence=content.pay)
    yield from _listed("Needs from others", _first(summary.needs))
    yield from _listed("Still open", _first(summary.open_points))
    yield from _listed("Changed since the last version", _first([f"{c.section}: {c.text}" for c in summary.changes]))
    yield from _listed("Your comments, answered", [_answer(comment) for comment in summary.answered])
    yield from _listed(f"You asked, {first} answered", [_reply(asked) for asked in content.asked])
    suggestion = summary.suggestion
    text = f"{suggestion.text} ({suggestion.rule}: {suggestion.says})"
    yield CardPart(title="To coach on.", sentence=text)


def _listed(heading: str, items: Sequence[str]) -> Iterator[CardPart]:
    if items:
        yield CardPart(title=heading, items=tuple(items))


def _cover(summary: Summary) -> Iterator[CardPart]:
    """What the cover asks for (M09); the cover itself stands above, among the figures."""
    _, _, asks = summary.run_rate_reading.partition("of the goal. ")
    if asks:
        yield CardPart(title="Run-rate.", sentence=asks)


def _halves(summary: Summary) -> Iterator[CardPart]:
    for name, half in (("Aggressive", summary.double_a.aggressive), ("Attainable", summary.double_a.attainable)):
        yield CardPart(title=f"{name}: {VERDICTS[half.verdict]}", items=tuple(_evidence(half)))


def _evidence(half: Judgement) -> Iterator[str]:
    """The first points of each side; what is left out is counted."""
    for supports, sign in ((True, "+"), (False, "–")):
        points = [point.text for point in half.evidence if point.supports is supports]
        yield from _first(points, OF_A_SIDE[supports], sign)


def _both_sides(summary: Summary) -> list[str]:
    return [*(f"+ {said}" for said in summary.speaks_for), *(f"– {said}" for said in summary.speaks_against)]


def _news(points: Sequence[str], summary: Summary) -> list[str]:
    """Points that the evidence above has not said already."""
    halves = (summary.double_a.aggressive, summary.double_a.attainable)
    said = [line for half in halves for line in _evidence(half)]
    return [f"• {point}" for point in points if not any(point in line for line in said)]


def _first(items: Sequence[str], shown: int = SHOWN, sign: str = "•") -> list[str]:
    more = [f"{sign} _and {len(items) - shown} more in the plan_"] if len(items) > shown else []
    return [*(f"{sign} {item}" for item in items[:shown]), *more]


def _answer(comment: Comment) -> str:
    return f"*{comment.section}* {comment.text}\n_Answer:_ {comment.answer or 'none yet'}"


def _reply(asked: Asked) -> str:
    return f"{asked.text}\n_Answer:_ {asked.answer or 'none yet'}"


def _shown(figure: Figure | None, summary: Summary) -> str:
    if figure is None:
        return "not known yet"
    about = "about " if figure.about else ""
    return about + in_plan(figure.value, figure.unit, summary.currency)
