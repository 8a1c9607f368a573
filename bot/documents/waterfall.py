"""How a sum comes about, as a picture: each part stands on the one before, the total and the goal beside it."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.documents.charts import BLUE, GREY, INK, RULE, TEXT, VERMILLION
from bot.figures import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INCHES: Final = (10.0, 4.2)
_DPI: Final = 150
_LABEL: Final = 14
PALE_BLUE: Final = "#73B1D6"
# A figure stays readable where the line of the goal runs behind it.
_BEHIND: Final = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
_SMALL: Final = TEXT | {"fontsize": 12}


class Step(NamedTuple):
    """A part of the sum: what it is, and how much it adds (or takes away)."""

    label: str
    amount: Decimal


def waterfall(steps: Sequence[Step], goal: Decimal | None, currency: str, against: str = "Goal") -> bytes:
    """Draw the parts, their total and the goal as a PNG of 1500 x 630 pixels. Raises ValueError without any part.

    `against` is what the goal is called.
    """
    if not steps:
        raise ValueError("A waterfall takes at least one part.")
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, dpi=_DPI, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    total = _draw_parts(axes, steps, currency)
    _bar(axes, len(steps), Decimal(0), total, BLUE, currency)
    labels = [*(step.label for step in steps), "Planned"]
    if goal is not None:
        _bar(axes, len(steps) + 1, Decimal(0), goal, GREY, currency)
        axes.axhline(float(goal), color=VERMILLION, linewidth=1.5, linestyle=(0, (4, 3)), zorder=1)
        labels.append(against)
    _lay_out(axes, labels)
    file = BytesIO()
    figure.savefig(file, format="png", backend="agg", metadata={"Software": None})
    return file.getvalue()


def waterfall_alt(steps: Sequence[Step], goal: Decimal | None, currency: str, against: str = "Goal") -> str:
    """The picture in words, for who does not see it."""
    total = sum((step.amount for step in steps), Decimal(0))
    parts = ", ".join(f"{step.label} {money(step.amount, currency)}" for step in steps)
    against = f", against a {against.lower()} of {money(goal, currency)}" if goal is not None else ""
    return f"Waterfall chart: {parts}; planned in all {money(total, currency)}{against}."


def _draw_parts(axes: "Axes", steps: Sequence[Step], currency: str) -> Decimal:
    """Every part on top of those before it; gives their sum."""
    level = Decimal(0)
    for place, step in enumerate(steps):
        color = PALE_BLUE if step.amount >= 0 else VERMILLION
        _bar(axes, place, level, step.amount, color, currency)
        level += step.amount
        axes.plot([place + 0.35, place + 0.65], [float(level)] * 2, color=GREY, linewidth=1, zorder=1)
    return level


def _bar(axes: "Axes", place: int, bottom: Decimal, height: Decimal, color: str, currency: str) -> None:
    """A bar with its amount above it."""
    axes.bar(place, float(height), bottom=float(bottom), width=0.7, color=color, zorder=2)
    top = float(max(bottom, bottom + height))
    axes.annotate(
        money(height, currency),
        (place, top),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=INK,
        bbox=_BEHIND,
        zorder=3,
        **_SMALL,
    )


def _lay_out(axes: "Axes", labels: Sequence[str]) -> None:
    axes.set_xticks(range(len(labels)), [fill(label, _LABEL) for label in labels], color=INK, **_SMALL)
    axes.set_yticks([])
    axes.margins(y=0.12)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    axes.tick_params(length=0, pad=6)
