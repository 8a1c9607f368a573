"""A review card as titled lines, the same in Slack and in a terminal: read in under a minute, on a phone too."""

import re
from collections.abc import Iterator, Sequence

from bot.facts import Figure, Frozen
from bot.figures import in_plan
from bot.line.posts import ReviewCard
from bot.plan.model import Judgement, Verdict
from bot.review.model import Asked, Comment, State, Summary
from bot.review.self_check import in_two_lines

SHOWN = 3
CHANGES = 2
"""Changes since the last version that are spelled out."""
ASKED = 6
"""Words of a reviewer's own comment, beside its answer."""
LONGEST = 14
"""Words of one item; the plan has the rest of a sentence."""
_FIGURE = re.compile(r"\d[\d,.]*\d%?|\d%?")
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
        CardPart(title="Adds up.", sentence=_in_short(summary.adds_up)),
        *_cover(summary),
        *_halves(summary),
    )
    return (*verdict, *_to_decide(content)) if waits(content) else verdict


def _in_short(reading: str) -> str:
    """What a reading comes to: its first sentence, and of that what follows the figures that stand above."""
    first = reading.split(". ", 1)[0].rstrip(".") + "."
    _, _, verdict = first.partition(": ")
    return verdict[:1].upper() + verdict[1:] if verdict else first


def _to_decide(content: ReviewCard) -> Iterator[CardPart]:
    summary = content.summary
    first = summary.name.split()[0]
    if content.escalated:
        yield CardPart(title="Escalated.", sentence=content.escalated)
    yield from _listed(f"In {first}'s own words", _both_sides(summary))
    yield from _listed("Strongest", _news(summary.strongest, summary))
    yield from _listed("Weakest", _news(summary.weakest, summary))
    if content.check is not None:
        yield CardPart(title="Checked.", sentence=" ".join(filter(None, in_two_lines(content.check))))
    if content.pay:
        yield CardPart(title="Pay and plan.", sentence=content.pay)
    yield from _listed("Needs from others", _first(summary.needs))
    yield from _listed("Still open", _first(summary.open_points))
    changed = [f"{c.section}: {c.text}" for c in summary.changes]
    yield from _listed("Changed since the last version", _first(changed, CHANGES))
    yield from _listed("Your comments, answered", [_answer(comment) for comment in summary.answered])
    yield from _listed(f"You asked, {first} answered", [_reply(asked) for asked in content.asked])
    suggestion = summary.suggestion
    text = f"{suggestion.text} ({suggestion.rule}: {suggestion.says})"
    yield CardPart(title="To coach on.", sentence=text)


def _listed(heading: str, items: Sequence[str]) -> Iterator[CardPart]:
    if items:
        yield CardPart(title=heading, items=tuple(items))


def _cover(summary: Summary) -> Iterator[CardPart]:
    """What the cover means (M09), in its first clause; the cover itself stands above, among the figures."""
    _, _, asks = summary.run_rate_reading.partition("of the goal. ")
    if asks:
        yield CardPart(title="Run-rate.", sentence=asks.split(":", 1)[0].rstrip(".") + ".")


def _halves(summary: Summary) -> Iterator[CardPart]:
    for name, half in (("Aggressive", summary.double_a.aggressive), ("Attainable", summary.double_a.attainable)):
        said = tuple(line for line in _evidence(half) if line[2:] not in summary.adds_up)
        yield CardPart(title=f"{name}: {VERDICTS[half.verdict]}", items=said)


def _evidence(half: Judgement) -> Iterator[str]:
    """The first point of each side; the plan has them all."""
    for supports, sign in ((True, "+"), (False, "–")):
        points = (point.text for point in half.evidence if point.supports is supports)
        yield from (f"{sign} {text}" for text in [next(points, "")] if text)


def _both_sides(summary: Summary) -> list[str]:
    sides = (("+", summary.speaks_for), ("–", summary.speaks_against))
    return [f"{sign} {_short(said[0])}" for sign, said in sides if said]


def _news(points: Sequence[str], summary: Summary) -> list[str]:
    """Points that are not said above already: as they are, or by every figure that they have."""
    halves = (summary.double_a.aggressive, summary.double_a.attainable)
    said = [line for half in halves for line in _evidence(half)]
    above = " ".join([*said, summary.adds_up, *(text for _, text in figures(summary))])
    return [f"• {point}" for point in points if point not in above and not _by_its_figures(point, above)]


def _by_its_figures(point: str, above: str) -> bool:
    found = _FIGURE.findall(point)
    return bool(found) and all(figure in above for figure in found)


def _first(items: Sequence[str], shown: int = SHOWN) -> list[str]:
    more = [f"• _and {len(items) - shown} more in the plan_"] if len(items) > shown else []
    return [*(f"• {_short(item)}" for item in items[:shown]), *more]


def _short(text: str, most: int = LONGEST) -> str:
    """A text in so many words; one that is longer ends in dots, and in its quotation mark."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + (" …”" if text.endswith("”") else " …")


def _answer(comment: Comment) -> str:
    """What was asked, in a few words, and the whole answer as far as it is short."""
    return f"*{comment.section}* {_short(comment.text, ASKED)}\n_Answer:_ {_short(comment.answer or 'none yet')}"


def _reply(asked: Asked) -> str:
    return f"{asked.text}\n_Answer:_ {asked.answer or 'none yet'}"


def _shown(figure: Figure | None, summary: Summary) -> str:
    if figure is None:
        return "not known yet"
    about = "about " if figure.about else ""
    return about + in_plan(figure.value, figure.unit, summary.currency)
