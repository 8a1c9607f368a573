"""What is handed back to people: a template that reads itself, and deals that read back as they were."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Day, Read
from bot.reading.tables.model import Deal, Outcome
from bot.reading.tables.read import read_table
from bot.reading.tables.writing import TEMPLATE, deals_csv, inert, template, template_workbook
from tests.reading.tables.made import TODAY, csv_of, ods, ods_rows, told, xlsx


def test_the_template_is_read_without_a_question():
    found = told(template(), "template.csv")
    assert (found["rows"], found["questions"], found["problems"]) == (3, [], [])
    assert {each["header"]: bool(each["meaning"]) for each in found["mapping"]} == dict.fromkeys(TEMPLATE, True)


def test_the_workbook_holds_what_the_csv_holds():
    read = [read_table(name, content, TODAY) for name, content in (("a", template()), ("a", template_workbook()))]
    in_text, in_workbook = ([deal.model_copy(update={"source": None}) for deal in each.contents.deals] for each in read)
    assert in_text == in_workbook
    assert (read[1].sheet, read[1].questions, read[1].problems) == ("Deals", (), ())
    assert template_workbook() == template_workbook()


def test_what_would_work_something_out_is_made_inert_and_the_rest_stays_readable():
    assert inert('=HYPERLINK("http://x","y")').startswith("'")
    assert inert("=cmd|'/C calc'!A0").startswith("'")
    assert inert("+1+cmd|' /C calc'!A0").startswith("'")
    assert inert("@SUM(A1)").startswith("'")
    assert inert("+1-800-555-0100").startswith("'")
    assert inert("-Minus Corp").startswith("'")
    assert inert("＝1+1").startswith("'")
    assert inert("\n=1+1").startswith("'")
    assert [inert(figure) for figure in ("-500", "12500.00", "60%")] == ["-500", "12500.00", "60%"]


def deals(text):
    return read_table("deals.csv", text if isinstance(text, bytes) else text.encode(), TODAY).contents.deals


def test_formulas_are_data_and_come_back_as_they_were():
    read = deals('Account,Amount,Stage\n"=HYPERLINK(""http://x"",""A"")",120000,Won\n-Minus Corp,100,Open\n')
    again = deals(deals_csv(read))
    assert (
        [deal.account for deal in again]
        == [deal.account for deal in read]
        == ['=HYPERLINK("http://x","A")', "-Minus Corp"]
    )


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
ACCOUNTS = NAMES.map(lambda name: f"Acme {name}")
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(10_000_000), places=2)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
STAGES = {"Proposal": Outcome.OPEN, "Closed Won": Outcome.WON, "Closed Lost": Outcome.LOST}
ROWS = st.lists(st.tuples(ACCOUNTS, AMOUNTS, DAYS, st.sampled_from(sorted(STAGES))), min_size=1, max_size=12)


@settings(max_examples=60)
@given(ROWS)
def test_deals_written_and_read_again_are_the_same(rows):
    written = [
        Deal(
            source=Read(file="deals.csv", row=at),
            account=account,
            stage=stage,
            outcome=STAGES[stage],
            amount=amount,
            currency="USD",
            closes=Day(starts=day, ends=day),
        )
        for at, (account, amount, day, stage) in enumerate(rows, start=2)
    ]
    facts = ("source", "account", "stage", "outcome", "amount", "currency", "closes")
    again = deals(deals_csv(written))
    assert [[getattr(deal, fact) for fact in facts] for deal in again] == [
        [getattr(deal, fact) for fact in facts] for deal in written
    ]


def american(amount):
    return f"${amount:,.2f}"


def german(amount):
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,")) + " €"


def swiss(amount):
    return f"CHF {amount:,.2f}".replace(",", "'")


def french(amount):
    return f"{amount:,.2f} €".replace(",", "\u202f").replace(".", ",")


DIALECTS = st.tuples(
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([str, american, german, swiss, french]),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d", "%Y-%m-%d %H:%M"]),
    st.sampled_from(["Account,Amount,Close Date,Stage", "Kunde,Betrag,Abschlussdatum,Phase", "client,size,when,step"]),
    st.integers(0, 3),
)


@settings(max_examples=150)
@given(ROWS, DIALECTS)
def test_a_table_in_any_dialect_reads_back_the_same(rows, dialect):
    delimiter, encoding, money, day_format, header, above = dialect
    lines = [[f"Report line {at}"] for at in range(above)] + [header.split(",")]
    lines += [[account, money(amount), day.strftime(day_format), stage] for account, amount, day, stage in rows]
    read = deals(csv_of(lines, delimiter).encode(encoding))
    assert [(deal.account, deal.amount, deal.closes.starts, deal.outcome) for deal in read] == [
        (account, amount, day, STAGES[stage]) for account, amount, day, stage in rows
    ]


@settings(max_examples=60)
@given(ROWS, st.sampled_from(["xlsx", "ods"]))
def test_a_workbook_reads_back_the_same(rows, kind):
    lines = [["Account", "Amount", "Close Date", "Stage"]]
    lines += [[account, float(amount), day, stage] for account, amount, day, stage in rows]
    content = xlsx({"Deals": lines}) if kind == "xlsx" else ods(ods_rows(lines))
    assert [(deal.account, deal.amount, deal.closes.starts, deal.outcome) for deal in deals(content)] == [
        (account, amount, day, STAGES[stage]) for account, amount, day, stage in rows
    ]


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(st.sampled_from('Acount,Amt;\t"\n\r$€().-=1234567890kKtotalWon|/'), max_size=300),
    )
)
def test_whatever_comes_in_there_is_an_answer(content):
    assert told(content, "anything.csv")["ok"] in {True, False}
