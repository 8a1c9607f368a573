"""A review card as titled lines, the same in Slack and in a terminal: read in under a minute, on a phone too."""

import re
from collections.abc import Iterator, Sequence

from bot.facts import Figure
from bot.figures import in_plan
from bot.line.posts import ReviewCard
from bot.line.reviews.card_fit import LONGEST, MINUTE, CardPart, fits, fitted, short, shown, words_in
from bot.plan.model import Judgement, Verdict
from bot.review.model import Asked, Comment, State, Summary
from bot.review.self_check import in_two_lines

SHOWN = 3
CHANGES = 2
"""Changes since the last version that are spelled out."""
ASKED = 6
"""Words of a reviewer's own comment, beside its answer."""
QUOTED = 7
"""Words of the rep's own on each side and of what they need, where nothing else makes it fit."""
BUTTONS = 15
"""Words of the buttons and of the link to the plan."""
_FIGURE = re.compile(r"\d[\d,.]*\d%?|\d%?")
VERDICTS = {Verdict.YES: "yes", Verdict.NO: "no", Verdict.OPEN: "open"}


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
    """Everything under the figures, read in a minute with them; a decided card keeps the verdict alone."""
    summary = content.summary
    if not waits(content):
        return tuple(_verdict(summary))
    above = sum(words_in(text) for text in (title(summary), *(word for pair in figures(summary) for word in pair)))
    room = MINUTE - BUTTONS - above
    whole = (*_verdict(summary), *_to_decide(content))
    tight = tuple(_verdict(summary, is_tight=True))
    for found in (whole, (*tight, *_to_decide(content, is_tight=True))):
        if fits(found, room):
            return found
    return fitted((*tight, *_to_decide(content, is_tight=True, quoted=QUOTED)), room)


def _verdict(summary: Summary, *, is_tight: bool = False) -> Iterator[CardPart]:
    yield CardPart(title="Adds up.", sentence=_in_short(summary.adds_up))
    yield from _cover(summary)
    yield from _halves(summary, is_tight=is_tight)


def _in_short(reading: str) -> str:
    """What a reading comes to: its first sentence, and of that what follows the figures that stand above."""
    first = reading.split(". ", 1)[0].rstrip(".") + "."
    verdict = first.partition(": ")[2].removeprefix("it adds up, with ")
    return verdict[:1].upper() + verdict[1:] if verdict else first


def _to_decide(content: ReviewCard, *, is_tight: bool = False, quoted: int = LONGEST) -> Iterator[CardPart]:
    """What a decision takes besides; where room is tight, without what stands elsewhere on the card or was sent."""
    summary = content.summary
    first = summary.name.split()[0]
    if content.escalated:
        yield CardPart(
            title="Escalated.",
            sentence=content.escalated.replace(" for a decision", "") if is_tight else content.escalated,
        )
    yield from _listed(f"In {first}'s own words", _both_sides(summary, quoted))
    yield from _listed("Strongest", _news(summary.strongest, summary), gives_way=6)
    yield from _listed("Weakest", _news(summary.weakest, summary), gives_way=7)
    if content.check is not None and not is_tight:
        yield CardPart(title="Checked.", sentence=" ".join(filter(None, in_two_lines(content.check))))
    if content.pay:
        yield CardPart(title="Pay and plan.", sentence=content.pay)
    yield from _listed("Needs from others", _points(summary.needs, quoted), gives_way=2)
    yield from _listed("Still open", _points(summary.open_points), gives_way=1, least=0)
    changed = [f"{c.section}: {c.text}" for c in summary.changes]
    yield from _listed(
        "Changed" if is_tight else "Changed since the last version", _points(changed), CHANGES, gives_way=3
    )
    answered = [_answer(comment, is_tight=is_tight) for comment in summary.answered]
    yield from _listed("Your comments, answered", answered, len(answered), gives_way=5)
    if not is_tight:
        asked = [_reply(asked) for asked in content.asked]
        yield from _listed(f"You asked, {first} answered", asked, len(asked))
    suggestion = summary.suggestion
    text = f"{suggestion.text} ({suggestion.rule}: {suggestion.says})"
    yield CardPart(title="To coach on.", sentence=text)


def _listed(
    heading: str, items: Sequence[str], most: int = SHOWN, *, gives_way: int = 0, least: int = 1
) -> Iterator[CardPart]:
    if items:
        yield shown(CardPart(title=heading, items=tuple(items), gives_way=gives_way, least=least), most)


def _points(items: Sequence[str], most: int = LONGEST) -> list[str]:
    return [f"• {short(item, most)}" for item in items]


def _cover(summary: Summary) -> Iterator[CardPart]:
    """What the cover means (M09), in its first clause; the cover itself stands above, among the figures."""
    _, _, asks = summary.run_rate_reading.partition("of the goal. ")
    if asks:
        means = asks.split(":", 1)[0].rstrip(".").removeprefix("That is ")
        yield CardPart(title="Run-rate.", sentence=f"{means[:1].upper()}{means[1:]}.")


def _halves(summary: Summary, *, is_tight: bool) -> Iterator[CardPart]:
    """Both halves with a point of each side; where room is tight, with the one that the verdict rests on."""
    for name, half in (("Aggressive", summary.double_a.aggressive), ("Attainable", summary.double_a.attainable)):
        said = [line for line in _evidence(half) if line[2:] not in summary.adds_up]
        if is_tight:
            said = said[:1] if half.verdict is Verdict.YES else said[-1:]
        yield CardPart(title=f"{name}: {VERDICTS[half.verdict]}", items=tuple(said))


def _evidence(half: Judgement) -> Iterator[str]:
    """The first point of each side, in its first sentence; the plan has them all."""
    for supports, sign in ((True, "+"), (False, "–")):
        points = (point.text for point in half.evidence if point.supports is supports)
        yield from (f"{sign} {_first_sentence(text)}" for text in [next(points, "")] if text)


def _first_sentence(text: str) -> str:
    first, stop, _ = text.partition(". ")
    return f"{first}{stop.strip()}"


def _both_sides(summary: Summary, most: int) -> list[str]:
    sides = (("+", summary.speaks_for), ("–", summary.speaks_against))
    return [f"{sign} {short(said[0], most)}" for sign, said in sides if said]


def _news(points: Sequence[str], summary: Summary) -> list[str]:
    """Points that are not said above already: as they are, or by every figure that they have."""
    halves = (summary.double_a.aggressive, summary.double_a.attainable)
    said = [line for half in halves for line in _evidence(half)]
    above = " ".join([*said, summary.adds_up, *(text for _, text in figures(summary))])
    return [f"• {point}" for point in points if point not in above and not _by_its_figures(point, above)]


def _by_its_figures(point: str, above: str) -> bool:
    found = _FIGURE.findall(point)
    return bool(found) and all(figure in above for figure in found)


def _answer(comment: Comment, *, is_tight: bool) -> str:
    """What was asked, in a few words, and the answer; where room is tight, the section stands for what was asked."""
    if is_tight:
        return f"*{comment.section}* _Answer:_ {short(comment.answer or 'none yet')}"
    return f"*{comment.section}* {short(comment.text, ASKED)}\n_Answer:_ {short(comment.answer or 'none yet')}"


def _reply(asked: Asked) -> str:
    return f"{short(asked.text)}\n_Answer:_ {short(asked.answer or 'none yet')}"


def _shown(figure: Figure | None, summary: Summary) -> str:
    if figure is None:
        return "not known yet"
    about = "about " if figure.about else ""
    return about + in_plan(figure.value, figure.unit, summary.currency)
