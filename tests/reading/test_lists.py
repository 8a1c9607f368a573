"""Lists of things with their amounts."""

from decimal import Decimal

from bot.reading.lists import read_list


def test_a_bare_figure_among_thousands_is_offered_as_thousands_and_asked() -> None:
    acme, globex, initech = read_list("Acme 120k, Globex 80k and maybe 40 for Initech")
    assert (acme.name, acme.amounts[0].value) == ("Acme", 120_000)
    assert (globex.name, globex.amounts[0].value) == ("Globex", 80_000)
    assert initech.name == "Initech"
    assert initech.amounts[0].uncertain
    assert [reading.value for reading in initech.amounts[0].ambiguous] == [Decimal(40_000), Decimal(40)]
