"""The pay explanation as files to take home: chart and DOCX agree with the explanation they come from."""

import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image

from bot.documents.charts import pay_chart, pay_chart_alt
from bot.documents.form import Picture
from bot.documents.pay import pay_chart_for, pay_docx, pay_points
from bot.figures import money, percent
from bot.pay.at_home import explain_at_home
from bot.pay.explain import LEVELS, explain_for
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.pay.planned import PlannedResults, planned_in
from tests.documents import samples
from tests.documents.texts import docx_texts, markdown_texts

ROOT = Path(__file__).parents[2]
EXPLANATIONS = [explain_for, explain_at_home]


def comp_plan(path="knowledge/sample-team/comp/hunter.yaml"):
    plan = load_comp_plan((ROOT / path).read_text("utf-8"), path)
    assert isinstance(plan, CompPlan), plan
    return plan


HUNTER, EVERYTHING = comp_plan(), comp_plan("tests/pay/everything.yaml")


def line(highest, pay=lambda at: at * 60000):
    return [(at, Decimal(pay(at))) for at in (Decimal(count) / 100 for count in range(highest + 1))]


def opened(png):
    with Image.open(BytesIO(png)) as image:
        image.load()
        return image


def has_color(png, color):
    counted = opened(png).convert("RGB").getcolors(maxcolors=1 << 20)
    return any(found == color for _, found in counted)


PLAN_COLOR = (0xD5, 0x5E, 0x00)


@pytest.fixture(scope="module")
def chart():
    return pay_chart_for(HUNTER, samples.hunter())


@pytest.mark.parametrize("plan", [HUNTER, EVERYTHING], ids=["hunter", "everything"])
def test_the_chart_draws_the_sums_of_the_table(plan):
    business_plan = samples.hunter()
    text, goal = explain_for(plan, business_plan), business_plan.goal.revenue.value
    pays = dict(pay_points(plan, planned_in(business_plan)))
    for level in LEVELS:
        row = [percent(level), money(level * goal, plan.currency), money(pays[level], plan.currency)]
        assert f"| {' | '.join(row)} |" in text


def test_the_chart_marks_what_landing_the_plan_exactly_pays(chart):
    business_plan = samples.hunter()
    planned = planned_in(business_plan)
    pay = money(dict(pay_points(HUNTER, planned))[planned.revenue / planned.goal], "USD")
    assert f"Land it exactly and you earn {pay} from sales." in explain_for(HUNTER, business_plan)
    assert f"the plan, at {percent(planned.revenue / planned.goal)}, pays {pay}." in chart.alt


@pytest.mark.parametrize(
    ("revenue", "last", "count"),
    [
        (None, "1.5", 151),
        (400, "1.5", 151),
        (1395, "1.5", 152),
        (1415, "1.75", 177),
        (2999, "3", 302),
        (9000, "3", 301),
    ],
)
def test_the_chart_goes_to_150_percent_and_past_the_plan_within_reason(revenue, last, count):
    planned = PlannedResults(goal=Decimal(1000), revenue=revenue and Decimal(revenue))
    points = pay_points(HUNTER, planned)
    assert points[0] == (0, 0)
    assert points[-1][0] == Decimal(last)
    assert len(points) == count
    assert points == tuple(sorted(points))


def test_an_open_goal_has_no_chart():
    business_plan = samples.hunter()
    without = business_plan.model_copy(update={"goal": business_plan.goal.model_copy(update={"revenue": None})})
    assert pay_chart_for(HUNTER, without) is None
    assert pay_points(HUNTER, PlannedResults(revenue=Decimal(5))) == ()


def test_a_plan_that_does_not_add_up_has_a_chart_without_a_mark():
    picture = pay_chart_for(HUNTER, samples.almost_empty(samples.HUNTER))
    assert "the plan" not in picture.alt
    assert not has_color(picture.png, PLAN_COLOR)


def test_the_chart_is_a_png_of_a_sane_size_and_the_same_each_time(chart):
    image = opened(chart.png)
    assert (image.format, image.size) == ("PNG", (1200, 900))
    assert len(chart.png) < 200_000
    assert has_color(chart.png, PLAN_COLOR)
    assert has_color(chart.png, (0x00, 0x72, 0xB2))
    assert pay_chart_for(HUNTER, samples.hunter()) == chart


@pytest.mark.parametrize(
    ("points", "currency", "plan_at"),
    [
        (line(150), "IDR", Decimal(1)),
        (line(150, lambda _: 0), "INR", Decimal(0)),
        (line(300, lambda at: 0 if at < Decimal("0.8") else 14_000_000), "JPY", Decimal(3)),
        (line(150, lambda at: at * 60000 - 9000), "USD", Decimal("1.5")),
        ([(Decimal(0), Decimal(1)), (Decimal("0.1"), Decimal(2))], "$x^{", None),
    ],
    ids=["long figures", "nothing paid", "a cliff", "below zero", "few points"],
)
def test_any_shape_of_pay_can_be_drawn(points, currency, plan_at):
    assert opened(pay_chart(points, currency, plan_at)).size == (1200, 900)


def test_nothing_is_read_off_between_points():
    points = line(150)
    assert pay_chart(points, "USD", Decimal("0.555")) == pay_chart(points, "USD", None)
    assert pay_chart_alt(points, "USD", Decimal("0.555")) == pay_chart_alt(points, "USD", None)


def test_one_point_is_no_chart():
    with pytest.raises(ValueError, match="at least two points"):
        pay_chart(line(0), "USD", None)


def test_the_chart_is_told_in_words():
    assert pay_chart_alt(line(150), "USD", Decimal("0.9")) == (
        "Line chart of pay from sales for the year, by share of the goal reached: 0% pays $0, 50% pays $30,000, "
        "100% pays $60,000, 150% pays $90,000, the plan, at 90%, pays $54,000."
    )


@pytest.mark.parametrize("plan", [HUNTER, EVERYTHING], ids=["hunter", "everything"])
@pytest.mark.parametrize("explain", EXPLANATIONS)
def test_the_file_says_what_the_markdown_says(explain, plan, chart):
    markdown = explain(plan, samples.hunter())
    assert docx_texts(pay_docx(markdown, chart)) == markdown_texts(markdown)
    assert docx_texts(pay_docx(markdown, None)) == markdown_texts(markdown)


@pytest.mark.parametrize("explain", EXPLANATIONS)
def test_the_chart_follows_the_table_of_attainment_with_its_words(explain, chart):
    word = docx.Document(BytesIO(pay_docx(explain(HUNTER, samples.hunter()), chart)))
    (picture,) = word.inline_shapes
    assert picture._inline.docPr.get("descr") == chart.alt
    body = [block.tag.rpartition("}")[2] for block in word.element.body if block.xpath("self::w:tbl|.//w:drawing")]
    assert body == ["tbl", "p", "tbl"]
    assert picture.width < word.sections[0].page_width


def test_without_such_a_table_the_chart_comes_last(chart):
    word = docx.Document(BytesIO(pay_docx("# Pay\n\n| A |\n| --- |\n| 1 |\n\nText.\n", chart)))
    assert word.paragraphs[-1]._p.xpath(".//w:drawing")


def test_no_figure_of_the_company_is_in_the_chart_or_its_words(chart):
    for figure in ("1,050,000", "Harbor", "4.5%", "revenue"):
        assert figure not in chart.alt
        assert figure.encode() not in chart.png


@pytest.mark.parametrize(
    "name",
    ["<script>x</script>", "[a](https://evil.example)", "![x](http://evil.example/a.png)", "| --- |", "{{goal}} $HOME"],
)
def test_a_hostile_name_is_only_text(name):
    part = HUNTER.components[0].model_copy(update={"name": name})
    plan = HUNTER.model_copy(update={"components": (part, *HUNTER.components[1:])})
    data = pay_docx(explain_for(plan, samples.hunter().model_copy(update={"name": name})), None)
    texts = docx_texts(data)
    assert texts[0] == f"{name}: how your pay works"
    assert f"2.1 {name}" in texts
    rels = docx.Document(BytesIO(data)).part.rels.values()
    assert not [rel.target_ref for rel in rels if rel.is_external]


def test_a_picture_may_hold_any_words(chart):
    odd = Picture(png=chart.png, alt='a "quoted" <b> & \x07 é 山')
    word = docx.Document(BytesIO(pay_docx("# Pay\n", odd)))
    assert word.inline_shapes[0]._inline.docPr.get("descr") == 'a "quoted" <b> & é 山'


def test_who_makes_no_file_does_not_wait_for_what_draws_and_reads():
    loads = "import sys, bot.documents.pay; print(*{'matplotlib', 'markdown_it', 'docx'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not found.stdout.strip()
