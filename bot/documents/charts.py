"""Pay against attainment as a picture: one line, the goal and the plan marked on it, and the same in words."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from bot.figures import money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Points = Sequence[tuple[Decimal, Decimal]]

# Blue and vermillion stay apart for every kind of color vision (https://jfly.uni-koeln.de/color/); shapes differ too.
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
INK: Final = "#262B33"
GREY: Final = "#5F6874"
RULE: Final = "#D5DAE1"

# 1200 x 900 pixels; on a phone as wide as a hand the text is still that of a message.
_INCHES: Final = (6, 4.5)
_DPI: Final = 200
TEXT: Final[dict[str, Any]] = {"fontsize": 13, "family": "DejaVu Sans", "parse_math": False}

GOAL: Final = Decimal(1)
_TOLD: Final = (Decimal(0), Decimal("0.5"), GOAL, Decimal("1.5"))


def pay_chart(points: Points, currency: str, plan_at: Decimal | None) -> bytes:
    """Draw pay from sales over attainment as a PNG of 1200 x 900 pixels.

    `points` are (attainment, pay) with 1 for 100% of the goal, in rising order, two or more. The goal and the plan (at
    `plan_at`) are marked where they are among the points: nothing is read off between two. Raises ValueError for
    fewer than two points.
    """
    if len(points) < 2:
        raise ValueError("A chart of pay takes at least two points.")
    # The drawing library takes a second to load, and pyplot, its usual door, keeps figures in global state.
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, dpi=_DPI, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    axes.plot([float(at) for at, _ in points], [float(pay) for _, pay in points], color=BLUE, linewidth=3, zorder=2)
    _lay_out(axes, points, currency)
    _mark(axes, points, currency, plan_at)
    file = BytesIO()
    figure.savefig(file, format="png", backend="agg", metadata={"Software": None})
    return file.getvalue()


def pay_chart_alt(points: Points, currency: str, plan_at: Decimal | None) -> str:
    """The chart in words, for who does not see it; takes what `pay_chart` takes."""
    pays = dict(points)
    steps = [f"{percent(at)} pays {money(pays[at], currency)}" for at in _TOLD if at in pays]
    steps += [f"the plan, at {percent(plan_at)}, pays {money(pays[plan_at], currency)}"] if plan_at in pays else []
    return f"Line chart of pay from sales for the year, by share of the goal reached: {', '.join(steps)}."


def _lay_out(axes: "Axes", points: Points, currency: str) -> None:
    """Both axes from nothing, few lines, the titles level; above the line stays room for the key."""
    most = float(max(pay for _, pay in points)) or 100.0
    axes.set_xlim(0, float(points[-1][0]))
    axes.set_ylim(float(min(Decimal(0), *(pay for _, pay in points))), most * 1.4)
    axes.set_xlabel("Sales, as a share of the goal", color=INK, labelpad=8, **TEXT)
    axes.set_title("Pay from sales for the year", color=INK, loc="left", pad=12, weight="bold", **TEXT)
    _label_ticks(axes, points, currency, most)
    axes.grid(visible=True, axis="y", color=RULE, linewidth=1, zorder=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(length=0, pad=6)


def _label_ticks(axes: "Axes", points: Points, currency: str, most: float) -> None:
    from matplotlib.ticker import MaxNLocator

    step = Decimal("0.25") if points[-1][0] <= 2 else Decimal("0.5")
    levels = [step * count for count in range(int(points[-1][0] / step) + 1)]
    axes.set_xticks([float(level) for level in levels], [percent(level) for level in levels], color=INK, **TEXT)
    rounds = [tick for tick in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, most) if tick <= most * 1.05]
    axes.set_yticks(rounds, [money(Decimal(str(tick)), currency) for tick in rounds], color=INK, **TEXT)


def _mark(axes: "Axes", points: Points, currency: str, plan_at: Decimal | None) -> None:
    """Mark goal and plan on the line, each by its own shape, and drop a line from it to the share of the goal."""
    pays = dict(points)
    for name, at, marker, size, edge, face in (
        ("Goal", GOAL, "o", 15, INK, "white"),
        ("Plan", plan_at, "D", 7, VERMILLION, VERMILLION),
    ):
        if at is None or at not in pays:
            continue
        x, y = float(at), float(pays[at])
        axes.vlines(x, 0, y, color=edge, linewidth=1.5, linestyle=(0, (4, 3)), zorder=1)
        (mark,) = axes.plot(x, y, marker, color=face, markersize=size, zorder=3, clip_on=False)
        mark.set(markeredgecolor=edge, markeredgewidth=2.5, label=f"{name}, {percent(at)}: {money(pays[at], currency)}")
    if axes.get_legend_handles_labels()[0]:
        _add_key(axes)


def _add_key(axes: "Axes") -> None:
    """What each mark pays, above the line, where no shape of it can be."""
    key = axes.legend(loc="upper left", frameon=False, borderaxespad=0, handletextpad=0.4)
    for text in key.get_texts():
        text.set(color=INK, **TEXT)
