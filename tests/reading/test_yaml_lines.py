"""YAML from people: plain values, exact money, lines, and refusals that say what to do."""

from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.reading.yaml_lines import Problem, YamlDocument, problems_of, read_yaml


def document(text: str) -> YamlDocument:
    found = read_yaml(text, "team.yaml")
    assert isinstance(found, YamlDocument), found
    return found


def problem(text: str) -> Problem:
    found = read_yaml(text, "team.yaml")
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.07", Decimal("0.07")),
        ("1_200_000.10", Decimal("1200000.10")),
        ("1400000", 1400000),
        ("-5", -5),
        ("2027-01-01", date(2027, 1, 1)),
        ("2027-02-30", "2027-02-30"),
        ("true", True),
        ("NO", "NO"),
        ("on", "on"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        (".inf", ".inf"),
        ("", None),
        ("~", None),
        ("'12'", "12"),
        ("9" * 5000, "9" * 5000),
        ("Harbor Light IT", "Harbor Light IT"),
    ],
)
def test_a_scalar_is_what_the_writer_meant(written, value):
    read = document(f"field: {written}\n").value
    assert read == {"field": value}
    assert type(read["field"]) is type(value)


def test_lines_lead_to_the_field_and_to_the_nearest_thing_around_what_is_absent():
    read = document("company: A\nreps:\n  - name: Dana\n    goal: 5\n  - name: Leo\n")
    assert read.line(("reps", 0, "goal")) == 4
    assert read.line(("reps", 1)) == 5
    assert read.line(("reps", 1, "goal")) == 5
    assert read.line(("currency",)) == 1
    assert read.line(("reps", "Hunter", 0, "goal")) == 4
    assert read.at(("reps", 1, "name")) == "Leo"
    assert read.at(("reps", 9)) is None
    assert read.at(("reps", 0, "goal", "deeper")) is None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "`a` stands here and on line 1"),
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "tag"),
        ("a: " + "[" * 50 + "]" * 50, 1, "nested too deeply"),
        ("a:\n\tb: 1\n", 2, "tab"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: c: d\n", 2, "cannot be read as YAML"),
        ("a: [1, 2\n", 2, "cannot be read as YAML"),
        ("? [1, 2]\n: 3\n", 1, "no simple name"),
        ("a: \x00\n", 0, "not text"),
        ("a: " + "b" * 300_000, 0, "300,003 characters"),
    ],
)
def test_a_refusal_names_the_line_and_what_is_expected(text, line, says):
    found = problem(text)
    assert found.line == line
    assert says in found.message
    assert found.expected
    assert str(found).startswith("team.yaml line" if line else "team.yaml:")


def test_an_empty_file_is_read_as_nothing():
    assert document("# only a remark\n").value is None


def test_a_byte_order_mark_is_no_part_of_the_first_field():
    assert document("\ufeffcompany: A\n").value == {"company": "A"}


class Pay(BaseModel):
    model_config = ConfigDict(extra="forbid")
    base: Decimal = Field(gt=0)
    rates: list[Decimal] = []
    note: str = ""


HINTS = {"base": "an amount such as 90000", "note": "a sentence"}


def told(text: str) -> list[str]:
    read = document(text)
    with pytest.raises(ValidationError) as raised:
        Pay.model_validate(read.value)
    return [str(found) for found in problems_of(raised.value, read, "pay.yaml", HINTS)]


def test_findings_are_told_in_the_words_of_the_file_in_the_order_of_its_lines():
    assert told("nota: x\nrates:\n  - 0.1\n  - lots\nbase: a\n") == [
        "pay.yaml line 1: `nota` is not a field here; expected `note`, if that is what was meant.",
        "pay.yaml line 4: `rates[2]` is 'lots'; expected a valid decimal.",
        "pay.yaml line 5: `base` is 'a'; expected an amount such as 90000.",
    ]


def test_a_missing_field_says_what_to_write():
    assert told("note: x\n") == ["pay.yaml line 1: `base` is missing; expected `base:` with an amount such as 90000."]


@pytest.mark.parametrize(("written", "name"), [("[1]", "a list"), ("{a: 1}", "a group of fields"), ("", "empty")])
def test_a_value_of_the_wrong_shape_is_named_shortly(written, name):
    assert f"is {name};" in told(f"base: {written}\n")[0]


def test_a_long_value_is_cut():
    assert len(told(f"base: {'long ' * 100}\n")[0]) < 120


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_money_survives_exactly(amount):
    assert document(f"goal: {amount:f}\n").value == {"goal": amount}


PLAIN = st.recursive(
    st.integers(-(10**12), 10**12) | st.booleans() | st.none() | st.text("abc xyz", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=50)
@given(st.dictionaries(st.text("abc", min_size=1), PLAIN, max_size=3))
def test_plain_data_survives_and_every_field_has_its_line(data):
    text = yaml.safe_dump(data)
    read = document(text)
    assert read.value == data
    for name in data:
        assert text.splitlines()[read.line((name,)) - 1].lstrip("{ ").startswith(name)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_never_a_crash(text):
    assert isinstance(read_yaml(text, "team.yaml"), YamlDocument | Problem)
