"""Delimited text as people and programs write it: encodings, delimiters, quotes, headers, totals, footers."""

from datetime import date

import pytest

from bot.reading.tables.model import Choices, Deals, Meaning, Outcome
from bot.reading.tables.read import read_table
from tests.reading.tables.made import TODAY, told

PLAIN = "Account,Amount,Stage\nMüller,1200,Open\nCafé Olé,80,Won\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding, delimiter, line):
    text = PLAIN.replace(",", delimiter).replace("\n", line)
    found = read_table("deals.csv", text.encode(encoding), TODAY)
    assert isinstance(found.contents, Deals)
    assert [(deal.account, deal.amount, deal.outcome) for deal in found.contents.deals] == [
        ("Müller", 1200, Outcome.OPEN),
        ("Café Olé", 80, Outcome.WON),
    ]


def test_excels_own_line_about_the_delimiter():
    assert told("sep=|\nAccount|Amount\nAcme|5\n")["total_amount"] == 5


def test_a_quoted_cell_may_hold_lines_delimiters_and_quotes():
    text = 'Account,Amount,Stage\n"Acme, ""the"" big\none",5,Open\nGlobex,7,Open\n'
    table = read_table("deals.csv", text.encode(), TODAY)
    assert [(deal.account, deal.source.row) for deal in table.contents.deals] == [
        ('Acme, "the" big one', 2),
        ("Globex", 4),
    ]


def test_a_quote_that_is_never_closed_loses_no_other_row():
    text = 'Account,Amount\nAcme,1\n"Globex,2\nInitech,4\n"Hooli",8\nPied "Piper",16\n'
    found = told(text)
    assert (found["rows"], found["total_amount"]) == (5, 31)
    assert [problem["row"] for problem in found["problems"]] == [3]


def test_lines_above_the_header_footers_and_totals_are_no_deals():
    text = (
        "Pipeline of the East team\n\nAs of 2026-11-20\nAccount,Stage,Amount,Close Date\n"
        "Acme,Proposal,100,2027-01-31\nTotal Care,Proposal,50,2027-01-31\nSubtotal,,150,\n"
        "Globex,Won,30,2026-05-01\nTotal,,180,\nPrepared by Dana\nConfidential\n"
    )
    found = told(text)
    assert (found["rows"], found["total_amount"], found["total_rows"]) == (3, 180, [150, 180])
    assert found["as_of"] == "2026-11-20"
    assert [(each["row"], each["kind"]) for each in found["left_out"]] == [
        (7, "total"),
        (9, "total"),
        (10, "footer"),
        (11, "footer"),
    ]
    assert found["problems"] == []


def test_an_account_called_total_is_an_account():
    found = told("Account,Amount\nTotal Wine,300\nAcme,100\nAcme Total,400\nGrand Total,400\n")
    assert (found["rows"], found["open_amount"], found["total_rows"]) == (2, 400, [400, 400])


def test_a_header_that_could_be_two_things_is_read_by_what_stands_below():
    found = told("Account,Pipeline ($)\nAcme,100\nGlobex,200\n")
    assert found["open_amount"] == 300
    assert [each["meaning"] for each in found["mapping"]] == ["account", "amount"]


def test_a_total_that_does_not_add_up_is_named():
    found = told("Account,Stage,Amount\nAcme,Open,100\nGlobex,Open,50\nTotal,,160\n")
    assert [(each["row"], each["text"]) for each in found["problems"]] == [
        (4, "The total row says 160; the rows above add up to 150.")
    ]


def test_a_header_repeated_on_every_page_is_left_out():
    found = told("Account,Stage,Amount\nAcme,Open,100\nAccount,Stage,Amount\nGlobex,Open,50\n")
    assert (found["rows"], [each["kind"] for each in found["left_out"]]) == (2, ["header"])


def test_a_list_without_a_header_is_guessed_and_asked_about():
    found = told("Acme,120k,2027-03-31,60%\nGlobex,80k,2027-06-30,40%\n")
    assert {each["meaning"] for each in found["mapping"]} == {"account", "amount", "close_date", "probability"}
    assert all(each["why"].startswith("no header; ") for each in found["mapping"])
    assert (found["rows"], found["open_amount"]) == (2, 200_000)


def test_headers_that_a_person_gives_name_the_columns():
    choices = Choices(headers=("Owner", "Account", "Amount"))
    found = told("Ann Lee,Acme,5\nBo Day,Globex,7\n", choices=choices)
    assert found["open_amount_by_owner"] == {"Bo Day": 7, "Ann Lee": 5}


def test_an_amount_that_could_be_two_is_asked_and_then_read():
    text = "Account;Amount\nAcme;1.234\nGlobex;5.678\n"
    asked = told(text)
    assert [each["about"] for each in asked["questions"]] == ["decimal_mark", "stages"]
    assert (asked["open_amount"], asked["open_amount_missing"]) == (None, 2)
    assert told(text, choices=Choices(decimal_mark=","))["open_amount"] == 6912
    assert told(text, choices=Choices(decimal_mark="."))["open_amount"] == 6.912


def test_one_clear_cell_tells_how_to_read_the_others():
    assert told("Account;Amount\nAcme;1.234\nGlobex;5,50\n")["open_amount"] == 1239.5
    assert told("Account;Amount\nAcme;1.234\nGlobex;5.50\n")["open_amount"] == 6.734


def test_a_column_that_contradicts_itself_keeps_what_is_clear():
    found = told('Account,Amount\nA,"1.234,50"\nB,"2,345.50"\nC,1.234\n')
    assert found["open_amount"] == 3580
    assert [(each["row"], "two ways" in each["text"]) for each in found["problems"] if each["column"]] == [(4, True)]


def test_two_columns_of_one_name_are_asked_and_then_read():
    text = "Amount,Amount,Account\n1,2,Acme\n"
    assert told(text)["open_amount"] is None
    assert told(text, choices=Choices(columns={2: Meaning.AMOUNT, 1: None}))["open_amount"] == 2


def test_dates_that_could_be_two_are_asked_and_then_read():
    text = "Account,Amount,Close Date\nAcme,5,03/04/2027\nGlobex,7,05/06/2027\n"
    assert "date_order" in [each["about"] for each in told(text)["questions"]]
    day_first = read_table("x.csv", text.encode(), TODAY, Choices(date_order="day first")).contents.deals
    assert [deal.closes.starts for deal in day_first] == [date(2027, 4, 3), date(2027, 6, 5)]


def test_one_clear_date_tells_how_to_read_the_others():
    deals = read_table("x.csv", b"Account,Amount,Close Date\nA,5,03/04/2027\nB,7,31/12/2027\n", TODAY).contents.deals
    assert [deal.closes.starts for deal in deals] == [date(2027, 4, 3), date(2027, 12, 31)]


def test_a_month_or_a_quarter_stays_the_span_it_is():
    text = "Account,Amount,Close Date\nA,1,Mar-27\nB,1,Q2 2027\nC,1,Dezember 2027\nD,1,31. März 2027\n"
    deals = read_table("x.csv", text.encode(), TODAY).contents.deals
    assert [(deal.closes.starts, deal.closes.ends) for deal in deals] == [
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 12, 1), date(2027, 12, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
    ]


def test_what_is_stale_or_incomplete_is_in_one_total_and_not_in_the_other():
    text = (
        "Account,Amount,Close Date,Stage\nA,1,2026-01-31,Open\nB,2,,Open\n"
        ",4,2027-01-31,Open\nC,,2027-01-31,Open\nD,8,2027-01-31,Open\n"
    )
    found = told(text)
    assert (found["open_count"], found["open_amount"]) == (5, 15)
    assert (found["open_count_counted"], found["open_amount_counted"]) == (1, 8)
    assert [problem["row"] for problem in found["problems"]] == [2, 3, 4, 5]


def test_a_second_row_with_the_same_id_is_counted_once():
    found = told("Record ID,Account,Amount,Stage\n1,A,5,Won\n1,A,5,Won\n2,B,7,Won\n")
    assert (found["won_amount"], found["duplicate_ids"]) == (12, 1)


def test_currencies_are_never_added_together():
    found = told("Account,Amount,Currency,Stage\nA,5,USD,Won\nB,7,USD,Won\nC,100,EUR,Won\n")
    assert (found["currency"], found["won_amount"]) == ("USD", 12)
    assert found["other_currencies"] == {"EUR": {"count": 1, "amount": 100}}


def test_a_stage_that_says_too_little_is_told_and_may_be_settled():
    text = "Account,Amount,Stage\nA,5,Closed\nB,7,Proposal\n"
    found = told(text)
    assert found["stages"] == {"Closed": "open", "Proposal": "open"}
    assert any('"Closed" does not say' in problem["text"] for problem in found["problems"])
    assert told(text, choices=Choices(stages={"Closed": Outcome.WON}))["won_amount"] == 5


def test_a_rate_from_few_decided_deals_is_called_a_guess():
    found = told("Account,Amount,Stage\nA,5,Won\nB,7,Lost\n")
    assert (found["close_rate"], found["close_rate_is_a_guess"]) == (50, True)


def test_figures_in_a_line_above_may_be_in_thousands_and_a_target_is_no_unit():
    head = "Account,Amount,Stage\nA,5,Won\n"
    assert told(f"All amounts in thousands\n{head}")["won_amount"] == 5000
    assert told(f"Target for the year: $3M\n{head}")["won_amount"] == 5


def test_owners_by_any_spelling_are_one_person():
    found = told(
        'Owner,Account,Amount,Stage\nAnn Lee,A,1,Won\nANN LEE,B,2,Won\n"Lee, Ann",C,4,Won\n'
        "Ann Lee <a@x.example>,D,8,Won\n"
    )
    assert found["won_amount_by_owner"] == {"Ann Lee": 15}


def test_words_in_a_list_made_by_hand():
    found = told("client,size,when\nAcme,about 40k,end of March\nGlobex,20-30k,sometime\n")
    assert found["open_amount"] == 40_000
    assert sorted(each["column"] for each in found["problems"] if each["column"]) == ["size", "when"]


def test_a_list_of_accounts():
    found = told(
        "Customer,Revenue last year,Renewal date,Account manager\nAcme,120000,2027-06-30,Ann\nGlobex,,2027-01-31,Ann\n"
    )
    assert (found["kind"], found["rows"]) == ("accounts", 2)
    assert (found["last_year_total"], found["last_year_missing"]) == (120_000, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7 ...", "wrong type"),
        (b"MZ\x90\0", "wrong type"),
        (b'{"deals": []}', "wrong type"),
        (b"<?xml version='1.0'?><Workbook/>", "wrong type"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (bytes(range(256)) * 20, "wrong type"),
        (b"Account,Amount\n", "no rows"),
        (b"a" * 15_000_001, "too big"),
        (b"Account,Amount\n" + b"A,1\n" * 50_001, "too big"),
        (b"Account,Amount\n" + b"\n" * 400_001, "too big"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content, code):
    found = told(content)
    assert (found["ok"], found["code"]) == (False, code)
    assert found["message"].endswith(".")


def test_every_deal_knows_its_file_sheet_and_row():
    table = read_table("east.csv", PLAIN.encode(), TODAY)
    assert [(deal.source.file, deal.source.row) for deal in table.contents.deals] == [("east.csv", 2), ("east.csv", 3)]
