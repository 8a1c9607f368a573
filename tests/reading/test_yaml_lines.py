"""YAML from people: plain values, exact money, lines, and refusals that say what to do."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.reading.yaml_lines import Problem, UnreadableError, YamlDocument, read_yaml
from bot.reading.yaml_problems import problems_of


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
        ("1e6", "1e6"),
        ("2027-01-01 10:00:00", "2027-01-01 10:00:00"),
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
    assert read.line_of(("reps", 0, "goal")) == 4
    assert read.line_of(("reps", 1)) == 5
    assert read.line_of(("reps", 1, "goal")) == 5
    assert read.line_of(("currency",)) == 1
    assert read.line_of(("reps", "Hunter", 0, "goal")) == 4
    assert read.quoted(4) == "goal: 5"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, '"a" was given on line 1'),
        ("a: &x 1\nb: *x\n", 2, "alias"),
        ("a: &a [b]\nb: {<<: *a}\n", 2, "alias"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "tag"),
        ("a: " + "[" * 5000 + "]" * 5000, 1, "nested too deeply"),
        ("a:\n\tb: 1\n", 2, "not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "not YAML"),
        ("a: 1\nb: c: d\n", 2, "not YAML"),
        ("a: [1, 2\n", 2, "not YAML"),
        ("? [1, 2]\n: 3\n", 1, "no simple name"),
        ("a: 1\nb: \x00\n", 2, "a character here"),
        ("a: " + "b" * 300_000, None, "too long"),
        ("# only a remark\n", None, "empty"),
    ],
)
def test_a_refusal_names_the_line_and_what_is_expected(text, line, says):
    found = problem(text)
    assert found.line == line
    assert says in found.wrong
    assert found.expected
    assert str(found).startswith(f"team.yaml line {line}: " if line else "team.yaml: ")


def test_a_problem_of_a_file_without_a_name_still_says_where():
    assert str(Problem(line=3, wrong="it is so", expected="it otherwise")).startswith("Line 3: ")
    assert str(Problem(line=None, wrong="it is so", expected="it otherwise")).startswith("The file: ")


def test_a_byte_order_mark_is_no_part_of_the_first_field():
    assert document("\ufeffcompany: A\n").value == {"company": "A"}


def amount(raw: object) -> Decimal:
    if isinstance(raw, int):
        return Decimal(raw)
    raise UnreadableError(f'"{raw}" is not an amount', "an amount such as 90000")


class Pay(BaseModel):
    model_config = ConfigDict(extra="forbid")
    base: Annotated[Decimal, BeforeValidator(amount)]
    rates: list[Decimal] = []
    months: int | None = Field(default=None, gt=0)
    note: Literal["yes", "no"] = "no"


def told(text: str) -> list[str]:
    read = document(text)
    with pytest.raises(ValidationError) as raised:
        Pay.model_validate(read.value)
    return [str(found) for found in problems_of(raised.value, read, Pay)]


def test_findings_are_told_in_the_words_of_the_file_in_the_order_of_its_lines():
    assert told("nota: x\nrates:\n  - 0.1\n  - lots\nmonths: 0\nbase: a\n") == [
        'team.yaml line 1: "nota" is not a field here. Expected: "note" (or base, rates, months).',
        'team.yaml line 4: "lots" does not do for "rates". Expected: a valid decimal.',
        'team.yaml line 5: "0" does not do for "months". Expected: greater than 0.',
        'team.yaml line 6: "a" is not an amount. Expected: an amount such as 90000.',
    ]


def test_a_missing_field_says_what_to_write():
    assert told("note: no\n") == ['team.yaml line 1: "base" is missing. Expected: a line "base: …".']


def test_a_value_of_the_wrong_shape_is_not_printed_whole():
    assert told(f"base: 1\nnote: {'long ' * 100}\n") == [
        'team.yaml line 2: what is there does not do for "note". Expected: one of: yes, no.'
    ]


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
        assert text.splitlines()[read.line_of((name,)) - 1].lstrip("{ ").startswith(name)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_never_a_crash(text):
    assert isinstance(read_yaml(text, "team.yaml"), YamlDocument | Problem)
