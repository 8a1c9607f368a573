"""Lists of things with their amounts."""

from decimal import Decimal

import pytest

from bot.reading.lists import read_list


def pairs(text):
    return [(item.name, [amount.value for amount in item.amounts]) for item in read_list(text)]


def test_a_bare_figure_among_thousands_is_offered_as_thousands_and_asked():
    acme, globex, initech = read_list("Acme 120k, Globex 80k and maybe 40 for Initech")
    assert (acme.name, acme.amounts[0].value) == ("Acme", 120_000)
    assert (globex.name, globex.amounts[0].value) == ("Globex", 80_000)
    assert initech.name == "Initech"
    assert initech.amounts[0].uncertain
    assert [reading.value for reading in initech.amounts[0].ambiguous] == [Decimal(40_000), Decimal(40)]


@pytest.mark.parametrize(
    "text",
    [
        "Acme 120k, Globex 80k",
        "Acme: $120,000; Globex: $80,000",
        "- Acme - 120k\n- Globex - 80k",
        "1. Acme 120k\n2. Globex 80k",
        "Acme, 120k, Globex, 80k",
        "120k from Acme and 80k from Globex",
        "We should close Acme for 120k and Globex for 80k",
        "• Acme (120k)\n• Globex (80k)",
        "Acme | 120k\nGlobex | 80k",
        "Acme 120k Globex 80k",
        "my targets are Acme, 120k, and Globex, only 80k",
    ],
)
def test_however_a_list_is_written(text):
    assert pairs(text) == [("Acme", [120_000]), ("Globex", [80_000])]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("acme 420k globex 310k initech 95k", {"acme": 1, "globex": 1, "initech": 1}),
        ("acme 120k 60% march globex 80k", {"acme": 2, "globex": 1}),
        ("acme last year 80k keep 60k grow 20k", {"acme": 3}),
        ("Acme 420k recurring 400k", {"Acme": 2}),
        ("brown + partners 40k", {"brown + partners": 1}),
        ("acme 420k + globex 310k", {"acme": 1, "globex": 1}),
        ("acme and globex 20k each", {"acme": 1, "globex": 1}),
        ("acme, globex 20k", {"acme": 0, "globex": 1}),
    ],
)
def test_a_small_name_between_two_sums_opens_an_entry(text, entries):
    assert {item.name: len(item.amounts) for item in read_list(text)} == entries


def test_a_known_name_opens_an_entry_unless_a_word_ties_it_to_what_stands_before():
    known = ("Acme", "Acme West", "Globex")
    assert [item.name for item in read_list("acme west 20k phones globex 10k", known)] == ["acme west", "globex"]
    assert [item.name for item in read_list("Globex 20k phones for Acme", known)] == ["Globex"]


def test_names_alone():
    assert pairs("Acme, Globex and Initech") == [("Acme", []), ("Globex", []), ("Initech", [])]


def test_several_figures_of_one_entry():
    assert pairs("Acme 120k 60%\nGlobex, 80k, 40%") == [
        ("Acme", [120_000, Decimal("0.6")]),
        ("Globex", [80_000, Decimal("0.4")]),
    ]


def test_further_figures_of_an_account_stay_with_it():
    assert pairs("Acme last year 80k, keep 60k, grow 20k; Globex 50k") == [
        ("Acme", [80_000, 60_000, 20_000]),
        ("Globex", [50_000]),
    ]


def test_the_remaining_words_are_kept():
    acme, globex = read_list("Acme 40k backup and security; Globex 10k")
    assert (acme.name, acme.rest) == ("Acme", "backup and security")
    assert (globex.name, globex.rest) == ("Globex", "")


@pytest.mark.parametrize("name", ["Smith and Sons", "Johnson & Co", "Acme, Inc", "3M", "24 Hour Fitness"])
def test_names_that_look_like_something_else(name):
    assert pairs(f"{name} 40k, Globex 20k") == [(name.replace(",", ""), [40_000]), ("Globex", [20_000])]


@pytest.mark.parametrize("text", ["none", "n/a", "no idea", "nothing", ""])
def test_an_empty_list(text):
    assert read_list(text) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Umbrella 120k, I add monitoring for their two plants", "I add monitoring for their two plants"),
        ("Initech 60k phone system for 3 sites", "phone system for 3 sites"),
        ("Acme 80k with 40 new seats", "with 40 new seats"),
        ("Vandelay 120k 60", ""),
    ],
)
def test_how_many_of_what_stays_in_the_words(text, rest):
    assert [item.rest for item in read_list(text)] == [rest]
