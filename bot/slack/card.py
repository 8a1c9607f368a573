"""The review card: what an executive needs to decide on a plan, read in under a minute on a phone."""

from bot.facts import Figure
from bot.figures import in_plan
from bot.line.actions import review_buttons
from bot.line.model import ReviewCard
from bot.plan.model import Judgement, Verdict
from bot.review.model import Comment, State, Summary
from bot.slack.blocks import Block, SlackMessage, actions, bullets, fields, header, messages, section

SHOWN = 3
VERDICTS = {Verdict.YES: "yes", Verdict.NO: "no", Verdict.OPEN: "open"}


def card(content: ReviewCard) -> tuple[SlackMessage, ...]:
    """The messages of a card; the last one is the one to update. Decided, it says so and has no buttons."""
    summary = content.summary
    blocks = [header(_title(summary)), *_decision(content), *_figures(summary), *_double_a(summary)]
    if _waits(content):
        blocks += [*_sides(summary), *_since(summary), *actions(review_buttons(summary.person, summary.version))]
    return messages(blocks, f"{_title(summary)}. {content.decided or summary.double_a.reading}")


def _waits(content: ReviewCard) -> bool:
    return content.state is State.SUBMITTED and content.decided is None


def _title(summary: Summary) -> str:
    return f"{summary.name}, {summary.role}: plan, version {summary.version}"


def _decision(content: ReviewCard) -> list[Block]:
    return section(f"*{content.decided}*") if content.decided else []


def _figures(summary: Summary) -> list[Block]:
    cover = f", {_shown(summary.cover, summary)} of the goal" if summary.cover else ""
    pairs = [
        ("Goal", _shown(summary.goal, summary)),
        ("Run-rate", f"{_shown(summary.run_rate, summary)}{cover} ({summary.judgement})"),
        ("Gap", _shown(summary.gap, summary)),
        ("Filled by", summary.gap_filled_by),
    ]
    return [*fields(pairs), *section(summary.run_rate_reading), *section(f"*Adds up* {summary.adds_up}")]


def _double_a(summary: Summary) -> list[Block]:
    verdict = summary.double_a
    return [
        *section(f"*Double A* {verdict.reading}"),
        *section(_half("Aggressive", verdict.aggressive)),
        *section(_half("Attainable", verdict.attainable)),
    ]


def _half(title: str, judgement: Judgement) -> str:
    """One half of the verdict with the first points of each side; what is left out is counted."""
    told = [f"*{title}: {VERDICTS[judgement.verdict]}*"]
    for supports, sign in ((True, "+"), (False, "–")):
        points = [point.text for point in judgement.evidence if point.supports is supports]
        told += [f"{sign} {point}" for point in points[:SHOWN]]
        if len(points) > SHOWN:
            told.append(f"{sign} _and {len(points) - SHOWN} more in the plan_")
    return "\n".join(told)


def _sides(summary: Summary) -> list[Block]:
    return [
        *bullets("Strongest", summary.strongest, SHOWN),
        *bullets("Weakest", summary.weakest, SHOWN),
        *bullets("Needs from others", summary.needs, SHOWN),
        *bullets("Still open", summary.open_points, SHOWN),
    ]


def _since(summary: Summary) -> list[Block]:
    """What is new in a later version: what changed, and every comment with its answer, in full."""
    changes = [f"{change.section}: {change.text}" for change in summary.changes]
    answered = [block for comment in summary.answered for block in section(_answer(comment))]
    heading = section("*Your comments, answered*") if answered else []
    return [*bullets("Changed since the last version", changes), *heading, *answered]


def _answer(comment: Comment) -> str:
    return f"*{comment.section}* {comment.text}\n_Answer:_ {comment.answer or 'none yet'}"


def _shown(figure: Figure | None, summary: Summary) -> str:
    if figure is None:
        return "not known yet"
    about = "about " if figure.about else ""
    return about + in_plan(figure.value, figure.unit, summary.currency)
