"""How figures of a plan are rounded, said once.

Money is held to the cent, halves up. Whole things that are needed (wins, opportunities, meetings) are rounded up to
whole ones, and what a week needs is rounded up to one decimal: a need is never understated. Each step of a funnel
starts from the rounded figure above it, so that a reader can check it. Shares that are only read are held to a
hundredth of a percent; rates that feed further arithmetic keep every digit.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
BASIS_POINT = Decimal("0.0001")
# One third times three must not be rounded up to more than one: digits beyond this are division's own dust.
DUST = Decimal("0.000000001")
WIDE = Context(prec=60)


def cents(amount: Decimal) -> Decimal:
    """Money to the cent, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP, WIDE)


def share(fraction: Decimal) -> Decimal:
    """A fraction that is read and not reckoned with further, to a hundredth of a percent."""
    return fraction.quantize(BASIS_POINT, ROUND_HALF_UP, WIDE)


def up_to_whole(number: Decimal) -> Decimal:
    """A need in whole things."""
    return _without_dust(number).quantize(Decimal(1), ROUND_CEILING, WIDE)


def up_to_tenth(number: Decimal) -> Decimal:
    """A need per week, to one decimal."""
    return _without_dust(number).quantize(TENTH, ROUND_CEILING, WIDE)


def _without_dust(number: Decimal) -> Decimal:
    return number.quantize(DUST, ROUND_HALF_UP, WIDE)
