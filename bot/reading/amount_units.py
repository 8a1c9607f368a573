"""The rules that give numbers their unit: money, percent, counts, multiples."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from bot.reading.amount_tokens import Num
from bot.reading.amount_words import DOLLARS
from bot.reading.fold import Build, Node, span, touching

Nodes = Sequence[Node]
_HUNDRED = Decimal(100)
# Where these are paid a dot parts thousands: "40.000 €" is forty thousand, though not for everyone who writes it.
_DOTTED = frozenset({"EUR", "BRL", "DKK", "NOK", "SEK", "PLN", "CZK", "IDR"})
_STATING = frozenset({"is", "was", "are", "were", "at", "of", None})


class Reading(NamedTuple):
    """An amount while it is being read; the fields are those of Amount. `bare`: no unit and no scale was said."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    kind: str = "unknown"
    currency: str | None = None
    per: str | None = None
    unit: str | None = None
    part: int | None = None
    whole: int | None = None
    approx: bool = False
    uncertain: bool = False
    bare: bool = False
    step: Decimal = Decimal(1)
    spoken: bool = False
    denied: bool = False
    others: tuple["Reading", ...] = ()

    @property
    def plain(self) -> bool:
        return self.step == 1


def node_of(nodes: Nodes, reading: Reading, **changes: Any) -> Node:  # noqa: ANN401 - the fields of Reading
    """An amount over all of `nodes`."""
    return span("amt", reading._replace(**changes), nodes)


def first_of(nodes: Nodes, *kinds: str) -> Any:  # noqa: ANN401 - a node carries whatever its kind means
    """The value of the first node of these kinds."""
    return next((node.value for node in nodes if node.kind in kinds), None)


def reading_of(number: Num) -> Reading:
    """A bare figure as a reading."""
    return Reading(number.value, step=number.step, spoken=number.spoken, uncertain=number.unsure)


def _sign(nodes: Nodes) -> int:
    return -1 if any(node.kind in {"minus", "neg"} for node in nodes) else 1


def _money(nodes: Nodes) -> Node:
    """A figure with its currency before or behind it, and a scale behind the currency: "75 USD million"."""
    number: Num = first_of(nodes, "n")
    scale = first_of(nodes, "scale") or Decimal(1)
    currency = first_of(nodes, "code", "cur", "curword")
    if currency in _DOTTED and number.plain and number.value.as_tuple().exponent == -3:
        scale, number = Decimal(1000), number._replace(unsure=True)
    value = number.value * _sign(nodes) * scale
    return node_of(nodes, reading_of(number), value=value, kind="money", currency=currency)


def _between_figures(nodes: Nodes) -> list[Node]:
    """A sign between two figures belongs to the one it touches: "40 $20 setup"."""
    left, sign, right = nodes
    if touching(sign, right) and not touching(left, sign):
        return [left, _money([sign, right])]
    return [_money([left, sign]), right]


def _accounting(nodes: Nodes) -> list[Node] | None:
    """ "revenue is ($99.99)": a loss in the manner of accountants, or just an aside; both readings are kept."""
    before, opening, amount, closing = nodes
    reading: Reading = amount.value
    glued = touching(opening, amount) and touching(amount, closing)
    large = reading.kind == "unknown" and before.kind == "start" and (reading.value or 0) >= 1000
    if not glued or not (reading.kind == "money" or large) or reading.value is None or before.value not in _STATING:
        return None
    loss = reading._replace(value=-reading.value, uncertain=True)
    return [before, span("amt", loss._replace(others=(loss, reading._replace(uncertain=True))), nodes[1:])]


def _scaled_money(nodes: Nodes) -> Node:
    """ "30 MUSD" and "MAUD 60"."""
    (scale, currency), number = first_of(nodes, "mcode"), first_of(nodes, "n")
    return node_of(nodes, reading_of(number), value=number.value * scale, kind="money", currency=currency)


def _cents(nodes: Nodes) -> Node:
    """ "20 dollars 43 cents", "a dollar and 42 cents", "10 cents"."""
    numbers = [node.value.value for node in nodes if node.kind == "n"]
    whole = numbers[0] if len(numbers) > 1 else Decimal("a" in [node.kind for node in nodes])
    currency = first_of(nodes, "cur", "curword") or first_of(nodes, "minor") or "USD"
    return node_of(nodes, Reading(kind="money", currency=currency), value=whole + numbers[-1] / _HUNDRED)


def _grand(nodes: Nodes) -> Node:
    number = first_of(nodes, "n")
    return node_of(nodes, reading_of(number), value=number.value * 1000, kind="money", step=Decimal(1000))


def _percent(nodes: Nodes, of: Decimal = _HUNDRED) -> Node:
    number = first_of(nodes, "n")
    return node_of(nodes, reading_of(number), value=number.value * _sign(nodes) / of, kind="percent")


def _dollar_name(nodes: Nodes) -> Node | None:
    """ "US$", "cad$", "Canadian dollars": one currency."""
    country, sign = nodes
    if country.kind in {"word", "a"} and not touching(country, sign):
        return None
    name = "a" if country.kind == "a" else str(country.value)
    iso = country.value if country.kind in {"country", "code"} else DOLLARS.get(name)
    return span(sign.kind, iso, nodes) if iso and sign.value == "USD" else None


def _negative(nodes: Nodes) -> list[Node] | None:
    """A dash is a minus where nothing is named before it: "-5%", "was -5%"; in "Acme -40k" it may be either.

    Apart from its figure at the head of a line it is a bullet: "- 120k".
    """
    before, dash, *after = nodes
    if before.kind in {"start", "brk"} and not touching(dash, after[0]):
        return [before, dash._replace(kind="bullet"), *after]
    opens = before.kind in {"start", "lpar", "colon", "cur"}
    if not opens and (before.end == dash.start or not touching(dash, after[0])):
        return None
    if opens or before.kind not in {"word", "noun"} or before.value in _STATING:
        return [before, dash._replace(kind="neg"), *after]
    *sign, number = after
    return [before, dash, *sign, number._replace(value=number.value._replace(unsure=True))]


def _bullet(nodes: Nodes) -> list[Node] | None:
    """ "- 120k" and nothing else: a bullet, or a minus."""
    start, bullet, amount, finish = nodes
    reading: Reading = amount.value._replace(uncertain=True)
    if reading.value is None:
        return None
    loss = reading._replace(value=-reading.value)
    return [start, bullet, amount._replace(value=reading._replace(others=(reading, loss))), finish]


def _bare(nodes: Nodes) -> Node:
    number: Num = nodes[-1].value
    kind = "ratio" if nodes[-1].kind == "fraction" else "unknown"
    return node_of(nodes, reading_of(number), value=number.value * _sign(nodes), kind=kind, bare=number.plain)


def _counted(nodes: Nodes) -> Node | None:
    """A number of something: "12 deals", "six weeks". A period becomes the unit; "120k renewal" is no count."""
    number, noun = first_of(nodes, "n"), nodes[-1]
    if noun.kind == "noun" and not (number.plain and (number.value == 1 or noun.value)):
        return None
    return node_of(nodes, reading_of(number), kind="count", unit=noun.value if noun.kind == "period" else None)


def _multiple(nodes: Nodes) -> Node:
    return node_of(nodes, reading_of(nodes[0].value), kind="multiple")


_CUR = "(cur|code|curword)"
_BEFORE_MINUS = "start|lpar|colon|cur|and|comma|brk|to|from|word|tilde|over|under|about|doubt|the|of|noun"
UNIT_RULES: list[tuple[str, Build]] = [
    ("(word|a|country|code) cur", _dollar_name),
    ("country curword", _dollar_name),
    ("code cur", _dollar_name),
    (f"({_BEFORE_MINUS}) dash cur? n", _negative),
    (f"n {_CUR} and? n minor", _cents),
    ("cur n and? n minor", _cents),
    ("a curword and n minor", _cents),
    ("n minor", _cents),
    ("(neg|minus)? n code scale", _money),
    ("cur n cur n", lambda nodes: [_money(nodes[:2]), _money(nodes[2:])]),
    ("n cur n", _between_figures),
    (f"(neg|minus)? (cur|code) colon? (neg|minus)? n (code|curword)?|(neg|minus)? n {_CUR}", _money),
    ("mcode n|n mcode", _scaled_money),
    ("n grand", _grand),
    ("(neg|minus)? n pct", _percent),
    ("n bps", lambda nodes: _percent(nodes, Decimal(10_000))),
    ("multiple|n times", _multiple),
    ("n noun", _counted),
    ("n dash? period", _counted),
    ("(neg|minus)? (n|fraction)", _bare),
    ("start bullet amt finish", _bullet),
    ("even", lambda nodes: node_of(nodes, Reading(Decimal("0.5"), kind="percent"))),
    ("(start|word|of|change|colon) lpar amt rpar", _accounting),
]
