"""When the year falls due, as a picture: people down the side, months across, darker for more."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from bot.documents.charts import INK, TEXT

_DPI: Final = 150
_SMALL: Final = TEXT | {"fontsize": 10}
THOUSAND: Final = Decimal(1000)
DARK: Final = 0.6
"""From this share of the largest amount on, the figure is written in white."""


def heat_map(names: Sequence[str], months: Sequence[str], amounts: Sequence[Sequence[Decimal]]) -> bytes:
    """Draw amounts, one row a person, as a PNG with every cell in thousands. Raises ValueError for an empty one."""
    if not names or not months:
        raise ValueError("A heat map takes at least one person and one month.")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 1.1 + 0.42 * len(names)), dpi=_DPI, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    largest = max(max(row) for row in amounts) or Decimal(1)
    axes.imshow(
        [[float(amount / largest) for amount in row] for row in amounts], cmap="Blues", vmin=0, vmax=1.2, aspect="auto"
    )
    for at, row in enumerate(amounts):
        for month, amount in enumerate(row):
            color = "white" if float(amount / largest) >= DARK else INK
            axes.text(month, at, f"{amount / THOUSAND:,.0f}", ha="center", va="center", color=color, **_SMALL)
    axes.set_xticks(range(len(months)), list(months), color=INK, **_SMALL)
    axes.set_yticks(range(len(names)), list(names), color=INK, **_SMALL)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    file = BytesIO()
    figure.savefig(file, format="png", backend="agg", metadata={"Software": None})
    return file.getvalue()
