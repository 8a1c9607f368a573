"""The report says what failed and shows the exchange, and its page stands alone."""

from datetime import UTC, datetime

from evals.cost import Bill, cost_of
from evals.page import page
from evals.reporting import Report, build_report, lines
from evals.scoring import measure


def report_of(persona, held, office):
    return build_report(measure([persona], 2, office, lambda _: held), "scripted", datetime(2026, 11, 23, tzinfo=UTC))


def test_a_failing_slot_is_shown_with_what_was_said(persona, held, office):
    other = persona.model_copy(update={"facts": persona.facts | {"run_rate.signed": "$99,000"}})
    report = report_of(other, held, office)
    assert report.summary()["joint"] == 0
    assert report.summary()["pass^2"] == 0
    (failing,) = report.personas[0].runs[0].failing
    assert (failing.slot, failing.expected, failing.known) == ("run_rate.signed", "$99,000", "$60,000")
    assert [spoken.heard for spoken in failing.exchanges] == ["60k"]
    assert "run_rate.signed" in page(report)
    assert any("run_rate.signed" in line for line in lines(report))


def test_all_right_is_all_right(persona, held, office):
    report = report_of(persona, held, office)
    assert report.broken == ()
    assert report.summary()["joint"] == report.summary()["slots"] == report.summary()["pass^2"] == 1


def test_the_page_and_the_file_say_what_a_plan_costs(persona, held, office):
    bill = Bill(cost=cost_of(held), naive_calls=90, naive_tokens=189_500)
    report = report_of(persona, held, office).model_copy(update={"bill": bill})
    html = page(report)
    assert "What a plan costs" in html
    assert "189,500" in html
    assert "Prompt tokens of the plan (aim: at most 40,000)" in html
    assert Report.model_validate_json(report.model_dump_json()).bill == bill
    assert any("Naive agent: 90 calls" in line for line in lines(report))
    assert "What a plan costs" not in page(report_of(persona, held, office))


def test_the_page_fetches_nothing_and_shows_text_as_text(persona, held, office):
    hostile = persona.model_copy(update={"title": "<script>alert(1)</script>"})
    html = page(report_of(hostile, held, office))
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
