"""Reading as JSON, in the words of the measured cases."""

import json

import pytest

from bot.reading.jsonl import read_line


def test_amounts_and_dates_of_a_line():
    read = read_line({"text": "about $1.2M by mid-January", "reference": "2026-11-23", "fiscal_year_start": "01-01"})
    assert json.loads(json.dumps(read)) == {
        "amounts": [{"kind": "money", "value": 1200000, "currency": "USD", "approx": True, "uncertain": False}],
        "dates": [
            {"start": "2027-01-11", "end": "2027-01-21", "grain": "range", "approx": True, "uncertain": False},
        ],
    }


def test_a_percent_is_written_as_people_say_it_and_a_range_by_its_ends():
    (entry,) = read_line({"text": "between 30 and 37.5%"})["amounts"]
    assert (entry["kind"], entry["of"], entry["lo"], entry["hi"]) == ("range", "percent", 30, 37.5)


def test_nine_of_twenty_four_are_two_numbers_and_one_in_four_is_one():
    assert [entry["value"] for entry in read_line({"text": "9 of 24"})["amounts"]] == [9, 24]
    assert [entry["value"] for entry in read_line({"text": "one in four"})["amounts"]] == [0.25]


def test_what_was_asked_decides_what_a_bare_figure_is():
    (entry,) = read_line({"text": "40", "slot": "money"})["amounts"]
    assert (entry["kind"], entry["value"], entry["uncertain"]) == ("money", 40000, True)


def test_a_denied_figure_is_left_out():
    assert [entry["value"] for entry in read_line({"text": "not 40k but 50k"})["amounts"]] == [50000]


def test_no_dates_without_a_reference():
    assert read_line({"text": "tomorrow"})["dates"] == []


@pytest.mark.parametrize("reference", ["yesterday", "2026-13-01"])
def test_a_broken_reference_is_an_error(reference):
    with pytest.raises(ValueError, match=r"isoformat|month"):
        read_line({"text": "tomorrow", "reference": reference})
