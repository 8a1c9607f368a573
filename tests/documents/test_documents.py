"""A plan, a summary and a roll-up as documents: everything in them is there, and what is open shows."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.documents.form import OPEN, Picture, Table, clean
from bot.documents.markdown import to_markdown
from bot.documents.plan import plan_pages
from bot.documents.rollup import rollup_pages
from bot.documents.summary import summary_pages
from bot.documents.word import to_docx
from bot.documents.words import working
from bot.facts import Computed, Figure, Said, Statement
from bot.figures import in_plan
from bot.plan.model import Section
from tests.documents import samples
from tests.documents.texts import NASTY, docx_texts, markdown_texts

PLANS = {
    "hunter": samples.hunter(),
    "farmer": samples.farmer(),
    "empty hunter": samples.almost_empty(),
    "empty farmer": samples.almost_empty(samples.FARMER),
}


def everything(value, kind):
    """Every value of a kind anywhere inside a plan."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from everything(getattr(value, name), kind)
    elif isinstance(value, tuple):
        for each in value:
            yield from everything(each, kind)


def tables(document, first_column):
    return [b for b in document.blocks if isinstance(b, Table) and b.columns[0].title == first_column]


def table(document, first_column):
    return tables(document, first_column)[0]


def text_of(document):
    return "\n".join(markdown_texts(to_markdown(document)))


@pytest.fixture(params=PLANS)
def plan(request):
    return PLANS[request.param]


def test_every_known_figure_stands_in_the_document_unless_nothing_of_its_kind_is_known(plan):
    text = text_of(plan_pages(plan))
    # A quarter is written as the step between the running totals, which may round by one.
    elsewhere = (plan.run_rate.total, *(quarter.planned for quarter in plan.quarters))
    figures = [figure for figure in everything(plan, Figure) if not any(figure is each for each in elsewhere)]
    for figure in figures:
        assert in_plan(figure.value, figure.unit, plan.currency) in text


def test_every_statement_stands_in_the_document(plan):
    text = text_of(plan_pages(plan))
    for statement in everything(plan, Statement):
        assert statement.text in text


def test_every_formula_with_its_inputs_stands_in_the_document(plan):
    text = text_of(plan_pages(plan))
    for figure in everything(plan, Figure):
        if isinstance(figure.source, Computed) and not figure.source.formula.startswith("sum of"):
            assert all(value in text for value in figure.source.inputs.values())
            assert working(figure.source) in text or figure.source.formula in text


def test_the_source_of_what_was_said_read_and_set_can_be_found():
    text = text_of(plan_pages(samples.farmer()))
    assert "read: accounts.csv, row 2" in text
    assert "said: “call it 62000, all in all”" in text
    assert "set: team.yaml, line 31" in text_of(plan_pages(samples.hunter()))


def test_every_open_point_stands_in_its_section_with_the_open_mark(plan):
    markdown = to_markdown(plan_pages(plan))
    for section in plan.sections:
        under = markdown.split(f"\n## {section.value}\n")[1].split("\n## ")[0]
        points = [point.text for point in plan.open_points if point.section is section]
        assert [text in "\n".join(markdown_texts(under)) for text in points] == [True] * len(points)
        assert under.count("\n- ○") == len(points) or (not points and under == "\n- ○ Nothing is known here yet.\n")


def test_the_open_points_are_counted_up_front(plan):
    assert f"○ {len(plan.open_points)} points are open." in text_of(plan_pages(plan))


def test_nothing_is_open_when_every_question_has_an_answer():
    complete = samples.hunter().model_copy(update={"open_points": ()})
    text = text_of(plan_pages(complete))
    assert "Nothing: every question has an answer." in text
    assert "○ open" not in text


def test_sections_come_in_their_order_between_the_summary_and_the_sources(plan):
    headings = [line[3:] for line in to_markdown(plan_pages(plan)).splitlines() if line.startswith("## ")]
    sections = [section.value for section in plan.sections]
    assert [heading for heading in headings if heading in sections] == sections
    assert (headings[0], headings[-1]) == ("In short", "Where the figures come from")
    decides = {"In short", "Aggressive but attainable?", "Does it add up?"}
    assert set(headings[: headings.index(sections[0])]) <= decides
    assert (Section.ACCOUNTS in plan.sections) is plan.role.farms


def test_no_key_or_slot_shows(plan):
    text = text_of(plan_pages(plan))
    for point in plan.open_points:
        assert "." not in point.slot or point.slot not in text
    assert "account-" not in text


def test_a_draft_says_so_and_a_version_its_number():
    assert "Draft, drawn up Nov 16, 2026" in text_of(plan_pages(samples.hunter()))
    assert "Version 2, drawn up Nov 16, 2026" in text_of(plan_pages(samples.hunter(), 2))


def test_totals_stand_under_their_columns():
    farmer, hunter = plan_pages(samples.farmer()), plan_pages(samples.hunter())
    assert table(farmer, "Account").total == ("All accounts", "", "$1,056,000", "$1,024,000", "$100,000")
    assert table(hunter, "Named target").total == ("All named targets", "$165,000 so far")
    assert table(hunter, "Open deal").total == ("Open pipeline", "$200,000", "", "$90,000")
    assert table(hunter, "Quarter").total == ("Year", "Jan 1, 2027", "Dec 31, 2027", "$1,255,920", "")
    run_rate = next(found for found in tables(hunter, "Measure") if found.total)
    assert run_rate.total == ("Run-rate", "$285,000", "27.1% of the goal so far")


def test_a_run_rate_of_which_nothing_is_known_is_open_and_not_zero():
    document = plan_pages(samples.almost_empty())
    run_rate = next(found for found in tables(document, "Measure") if found.total)
    assert run_rate.total == ("Run-rate", "○ open", "○ share of the goal not known")
    assert "$0" not in text_of(document)


def test_why_there_are_no_why_nots_is_said():
    drawn = samples.almost_empty()
    assert "nothing on it fell short" in text_of(plan_pages(drawn.model_copy(update={"checked": True})))
    new = drawn.look_back.model_copy(
        update={"newcomer": Statement(text="I am new", source=Said(message="m", quote="I am new"))}
    )
    assert "no last year here to fall short in" in text_of(plan_pages(drawn.model_copy(update={"look_back": new})))


def test_a_why_not_shows_a_thin_cause_a_missing_owner_and_its_date_as_meant():
    rows = table(plan_pages(samples.hunter()), "What fell short").rows
    assert rows[0][1:] == (
        "Leads land in a shared mailbox that nobody owns on Fridays.",
        "11 of 42 leads waited more than two days.",
        "One owner a week, with a reply inside four working hours.",
        "Dana",
        "Jan 31, 2027",
    )
    assert (rows[1][1], rows[1][4], rows[1][5]) == ("○ thin: Price", "○ open", "Mar 20, 2027")


@given(goal=st.decimals(10_000, 10_000_000, places=2), cut=st.integers(1, 40))
@settings(max_examples=25)
def test_quarters_add_up_as_they_are_written_and_show_no_cents(goal, cut):
    shares = {f"quarters.q{n}": samples.percent(str(Decimal(part) / 100)) for n, part in enumerate((20, 30, 10, 40), 1)}
    shares["quarters.q1"], shares["quarters.q4"] = (samples.percent(str(Decimal(p) / 100)) for p in (cut, 60 - cut))
    drawn = samples.hunter(**shares, **{"run_rate.signed": samples.money(goal)})
    quarters = table(plan_pages(drawn), "Quarter")
    written = [Decimal(row[3].strip("$").replace(",", "")) for row in quarters.rows]
    assert sum(written) == Decimal(quarters.total[3].strip("$").replace(",", ""))
    assert not any("." in row[3] for row in quarters.rows)


def test_a_sum_that_rounding_puts_off_by_one_says_so():
    amounts = {f"deals.{name}.amount": samples.money("1001") for name in ("harbor", "delta")}
    odds = {f"deals.{name}.odds": samples.percent("0.5") for name in ("harbor", "delta")}
    text = text_of(plan_pages(samples.hunter(**amounts, **odds)))
    assert "$501" in text
    assert "$1,001" in text
    assert "Written without cents; with them the parts come to the total exactly." in text
    assert "Written without cents" not in text_of(plan_pages(samples.hunter()))


def test_the_first_page_carries_the_decision(plan):
    markdown = to_markdown(plan_pages(plan))
    first = markdown.split("## In short")[1].split("\n## ")[0]
    assert clean(plan.double_a.reading) in "\n".join(markdown_texts(first))
    for need in plan.needs[:3]:
        assert need.department in first


def test_a_guessed_batting_average_says_so():
    few = samples.hunter(**{"last_year.won": samples.Ratio(part=2, whole=5)})
    assert "Close rate (a guess: fewer than ten decided deals)" in text_of(plan_pages(few))


def test_what_does_not_apply_is_a_dash_and_not_open():
    rows = {row[0]: row for row in tables(plan_pages(samples.farmer()), "Account")[1].rows}
    assert rows["Foxglove Nurseries"][1] == "–"
    assert rows["Hollis & Vane | Partners"][1] == "○ open"


def test_a_sum_over_many_rows_points_to_the_rows():
    assert "sum of kept over 8 of 8 accounts, each in its own row" in text_of(plan_pages(samples.farmer()))


def test_any_name_and_any_words_come_out_the_same_in_both_formats():
    named = {f"prospects.p{n}.name": samples.words(text) for n, text in enumerate(NASTY)}
    said = {f"risks.r{n}.name": samples.words(text) for n, text in enumerate(NASTY)}
    fields = ("targets.profile", "why_nots.price.owner", "needs.finance", "deals.harbor.name")
    document = plan_pages(samples.hunter(**named, **said, **dict(zip(fields, named.values(), strict=False))))
    texts = markdown_texts(to_markdown(document))
    assert texts == docx_texts(to_docx(document))
    assert {clean(text) for text in NASTY} <= set(texts)


def test_a_long_quote_is_shortened():
    long = Figure(value=Decimal(5), unit="money", source=Said(message="Ev9", quote="word " * 60))
    plan = samples.hunter()
    plan = plan.model_copy(update={"run_rate": plan.run_rate.model_copy(update={"signed": long})})
    sources = table(plan_pages(plan), "Section").rows
    quote = next(row[3] for row in sources if row[1] == "Signed, not yet delivered")
    assert quote.endswith(" …”")
    assert len(quote) < 110


@pytest.mark.parametrize("version", [1, 2])
def test_a_summary_says_everything_needed_to_decide(version):
    summary = samples.summary().model_copy(update={"version": version})
    document = summary_pages(summary)
    text = text_of(document)
    for said in (
        summary.run_rate_reading,
        summary.gap_filled_by,
        summary.adds_up,
        summary.double_a.reading,
        *summary.strongest,
        *summary.weakest,
        *summary.needs,
        *summary.open_points,
        *(change.text for change in summary.changes),
        *(evidence.text for evidence in summary.double_a.attainable.evidence),
        "Raised to three, and blocked Tuesdays for it.",
        f"version {version} of the plan",
    ):
        assert said in text
    assert [figure for figure in ("$1,050,000", "$285,000", "$765,000") if figure not in text] == []
    assert markdown_texts(to_markdown(document)) == docx_texts(to_docx(document))


def test_a_roll_up_shows_everyone_the_sums_and_who_has_no_plan():
    rollup = samples.rollup()
    document = rollup_pages(rollup)
    text = text_of(document)
    people, roles = table(document, "Person"), table(document, "Role")
    assert people.rows[0] == ("Dana Reyes", "Hunter", "$1,050,000", "$285,000", "$1,255,920", "$205,920")
    assert people.rows[2] == ("Kim Vu", "vCIO", "$300,000", "○ open", "○ open", "○ open")
    assert people.total == ("Team", "", "$2,530,000", "$1,444,000", "$2,424,920", "-$105,080")
    assert roles.rows[2] == ("vCIO", "1", "$300,000", "○ open", "○ open", "○ open")
    assert roles.total == ("Team", "3", *people.total[2:])
    assert "2 of 3 plans are in." in text
    assert "$224,920 above the budget" in text
    assert all(reading in text for reading in rollup.readings)
    assert all(ask.what.text in text for need in rollup.needs for ask in need.asks)
    assert all(theme.item in text for theme in rollup.themes)
    told = document.model_copy(update={"blocks": tuple(b for b in document.blocks if not isinstance(b, Picture))})
    assert markdown_texts(to_markdown(told)) == docx_texts(to_docx(told))


def test_a_roll_up_has_a_waterfall_and_a_heat_map_and_says_both_in_words():
    pictures = [block for block in rollup_pages(samples.rollup()).blocks if isinstance(block, Picture)]
    assert [picture.alt.split(":")[0].split(" of ")[0] for picture in pictures] == ["Waterfall chart", "Heat map"]
    assert all(picture.png.startswith(b"\x89PNG") for picture in pictures)


def test_a_reviewed_quarter_stands_against_what_was_planned():
    reviewed = samples.hunter(
        **{
            "actuals.q1.name": samples.words("Q1"),
            "actuals.q1.planned": samples.money(300000),
            "actuals.q1.revenue": samples.money(280000),
            "actuals.q1.why": samples.words("Two clinics put their projects off"),
        }
    )
    (row,) = table(plan_pages(reviewed), "Reviewed").rows
    assert row == ("Q1", "$300,000", "$280,000", "-$20,000", OPEN)
    assert "Two clinics put their projects off" in text_of(plan_pages(reviewed))
