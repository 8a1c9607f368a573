"""The team file: what is read, and what is said about a broken one."""

import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.cycle.season import Milestone
from bot.cycle.wishes import Habit, Profile
from bot.cycle.working import Away
from bot.facts import Ratio
from bot.team.entries import ExecutiveEntry, LastYearEntry, PersonEntry, RepEntry, TeamEntry
from bot.team.file import read_team
from bot.team.model import LastYear, Role, Team
from bot.team.working_entries import CalendarEntry

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample-team"

SMALL = """\
company: Harbor Light IT
fiscal_year_start: 2027-07-01
currency: usd
budgeted_revenue: 1,500,000.50
executive:
  name: Ruth Okafor
  time_zone: Europe/London
managers:
  - name: Tomas Lindqvist
    id: tomas
reps:
  - name: Zoë O'Neil
    role: hunter
    slack_id: U02DANA
    manager: tomas lindqvist
    goal: 900000
    last_year:
      won: 9
      decided: 24
    comp_plan: comp/hunter.yaml
  - name: Leo Brandt
    role: vCIO
    goal: 700_000
"""


def team(text: str) -> Team:
    read = read_team(text, "team.yaml")
    assert isinstance(read, Team), [str(problem) for problem in read]
    return read


def problems(was: str, becomes: str) -> list[str]:
    assert was in SMALL
    read = read_team(SMALL.replace(was, becomes, 1), "team.yaml")
    assert isinstance(read, list)
    return [str(problem) for problem in read]


def test_a_team_is_read_with_what_may_be_left_out_filled_in():
    read = team(SMALL)
    zoe, leo = read.reps
    assert read.fiscal_year.starts == date(2027, 7, 1)
    assert (read.currency, read.country, read.budgeted_revenue) == ("USD", "US", Decimal("1500000.50"))
    assert read.executive.role is Role.EXECUTIVE
    assert [manager.role for manager in read.managers] == [Role.MANAGER]
    assert (zoe.id, zoe.role, zoe.manager, zoe.work.zone) == ("zoe-o-neil", Role.HUNTER, "tomas", "Europe/London")
    assert zoe.last_year == LastYear(won=Ratio(part=9, whole=24))
    assert (leo.role, leo.manager, leo.goal, leo.comp_plans) == (Role.VCIO, "ruth-okafor", Decimal(700000), ())


def test_each_figure_can_say_the_line_it_was_set_on():
    zoe, leo = team(SMALL).reps
    assert zoe.lines["goal"] == 16
    assert zoe.lines["last_year.decided"] == 19
    assert "last_year.quota" not in zoe.lines
    assert leo.lines == {"name": 21, "role": 22, "goal": 23}


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says", "expected"),
    [
        ("goal: 900000", "goal: lots", 16, '"goal" is "lots"', "such as 1200000"),
        ("goal: 900000", "goal: 0", 16, '"goal" is "0"', "above zero"),
        ("goal: 900000", "goal: -5", 16, '"goal" is "-5"', "above zero"),
        ("goal: 900000", "goal: 1,2", 16, '"goal" is "1,2"', "written in full"),
        ("goal: 900000", "goal: 1e999999", 16, '"goal" is "1e999999"', "written in full"),
        ("goal: 900000", "goal: true", 16, '"goal" is "True"', "written in full"),
        ("goal: 900000", "goal: [1]", 16, '"goal" is a list', "written in full"),
        ("goal: 900000", "goal:", 16, '"goal" is empty', "written in full"),
        ("    goal: 900000\n", "", 12, '"goal" is missing', 'a line "goal: …"'),
        ("goal: 900000", "goal: 900000\n    gaol: 900000", 17, '"gaol" is not a field here', '"goal"'),
        ("won: 9", "won: 30", 18, '"won" is 30, and "decided" is 24', "at most as many"),
        ("      won: 9\n", "", 18, '"decided" stands alone', "together"),
        ("won: 9\n      decided: 24", "won: 0\n      decided: 0", 19, '"decided" is 0', "left out"),
        ("won: 9", "won: 9.5", 18, '"won" is "9.5"', "a number of deals"),
        ("manager: tomas lindqvist", "manager: Leo Brandt", 15, "no manager here", "Tomas Lindqvist or Ruth Okafor"),
        ("name: Leo Brandt", "name: ruth okafor", 21, "the person on line 6", "each person once"),
        ("name: Leo Brandt", "name: Leo\n    id: tomas", 22, "the person on line 10", "each person once"),
        ("role: vCIO", "role: vCIO\n    slack_id: U02DANA", 23, "the person on line 14", "each person once"),
        ("name: Leo Brandt", "name: 李雷", 21, "no id can be made", 'a line "id: …"'),
        ("slack_id: U02DANA", "slack_id: '@dana'", 14, '"slack_id" is "@dana"', "Copy member ID"),
        ("time_zone: Europe/London", "time_zone: London", 7, '"time_zone" is "London"', "Europe/London"),
        ("time_zone: Europe/London", "time_zone: ../../etc/passwd", 7, '"time_zone"', "a time zone such as"),
        ("currency: usd", "currency: dollars", 3, '"currency" is "dollars"', "ISO 4217"),
        ("currency: usd", "currency: usd\ncountry: Norway", 4, '"country" is "Norway"', "two letters"),
        ("currency: usd", "currency: usd\ncalendar:\n  draft: soon", 5, '"draft" is "soon"', "6 weeks before"),
        ("currency: usd", "currency: usd\ncalendar:\n  drafts: -42", 5, '"drafts" is not a field here', '"draft"'),
        ("currency: usd", "currency: usd\ncalendar:\n  draft: -9", 5, '("review") is 2027-06-03', "that one moved too"),
        ("currency: usd", "currency: usd\ncalendar:\n  draft: 2020-01-01", 5, "far from the year", "-200 and 150 days"),
        ("currency: usd", "currency: usd\nnudges: often", 4, '"nudges" is "often"', "light, standard or active"),
        ("currency: usd", "currency: usd\nnudges_a_week: 0", 4, '"nudges_a_week" is "0"', "from 1 to 10"),
        ("currency: usd", "currency: usd\nescalate_after: 0", 4, '"escalate_after" is "0"', "from 1 to 20"),
        ("currency: usd", "currency: usd\nworking_hours: 17-9", 4, '"working_hours" is "17-9"', "9:00-17:30"),
        ("currency: usd", "currency: usd\nworking_hours: 9:00", 4, '"working_hours"', "9:00-17:30"),
        ("currency: usd", "currency: usd\nworking_days: all", 4, '"working_days" is "all"', "Mon-Fri"),
        ("currency: usd", "currency: usd\nclosed: 2026-12-24", 4, '"closed" is "2026-12-24"', "a list of days"),
        (
            "role: vCIO",
            "role: vCIO\n    leave: [2026-12-24 to 2026-12-20]",
            23,
            '"leave" has "2026-12-24 to',
            "2026-12-21 to",
        ),
        ("2027-07-01", "2027-07-31", 2, '"fiscal_year_start" is "2027-07-31"', "28th"),
        ("2027-07-01", "July", 2, '"fiscal_year_start" is "July"', "such as 2027-01-01"),
        ("comp/hunter.yaml", "../secret.yaml", 20, '"comp_plan"', "own folder"),
        ("comp/hunter.yaml", "/etc/comp.yaml", 20, '"comp_plan"', "own folder"),
        ("comp/hunter.yaml", "C:\\comp.yaml", 20, '"comp_plan"', "own folder"),
        ("comp/hunter.yaml", "comp/hunter.docx", 20, '"comp_plan"', "own folder"),
        ("managers:", "pay_viewers: fiona\nmanagers:", 8, '"pay_viewers" is "fiona"', "a list of names"),
        ("managers:", "pay_viewers: [3]\nmanagers:", 8, '"pay_viewers" is "3"', "a name"),
        ("time_zone: Europe/London", "comp_plan: ../lead.yaml", 7, '"comp_plan"', "own folder"),
        ("role: vCIO", "role: manager", 22, '"role" is "manager"', "Hunter (wins new accounts)"),
    ],
)
def test_a_problem_names_the_line_what_is_wrong_and_what_is_expected(was, becomes, line, says, expected):
    (told,) = problems(was, becomes)
    assert told.startswith(f"team.yaml line {line}: ")
    wrong, _, rest = told.partition("Expected: ")
    assert says in wrong
    assert expected in rest


@pytest.mark.parametrize(
    "role", ["Hunter/Farmer", "hybrid", "Hunter and vCIO", "[Hunter, Farmer]", "farmer, hunter", "both"]
)
def test_a_hybrid_role_is_refused_with_the_reason(role):
    (told,) = problems("role: hunter", f"role: {role}")
    assert told.startswith('team.yaml line 13: "role" is a hybrid')
    assert "nobody has both (M12)" in told


VIEWED = SMALL.replace("reps:\n", "pay_viewers: [TOMAS LINDQVIST, fiona, tomas]\nreps:\n").replace(
    "    id: tomas\n", "    id: tomas\n  - name: Fiona Marsh\n    id: fiona\n"
)


def test_pay_viewers_are_managers_by_name_or_id_each_once():
    assert team(VIEWED).pay_viewers == ("tomas", "fiona")
    assert team(SMALL).pay_viewers == ()


@pytest.mark.parametrize("named", ["Leo Brandt", "Ruth Okafor", "zoe-o-neil", "Nobody Here"])
def test_a_pay_viewer_who_is_no_manager_is_refused(named):
    read = read_team(VIEWED.replace("fiona, tomas", f"{named}, tomas"), "team.yaml")
    assert isinstance(read, list)
    (told,) = map(str, read)
    assert told == (
        f'team.yaml line 13: "pay_viewers" names "{named}", who is not among the managers. '
        "Expected: Tomas Lindqvist or Fiona Marsh."
    )


def test_pay_viewers_without_any_manager_are_told_where_to_stand():
    without = SMALL.replace("managers:\n  - name: Tomas Lindqvist\n    id: tomas\n", "pay_viewers: [Fiona]\n")
    read = read_team(without.replace("    manager: tomas lindqvist\n", ""), "team.yaml")
    assert isinstance(read, list)
    assert "a person listed under managers" in str(read[0])


def test_the_executive_may_have_a_comp_plan_and_a_manager_not():
    executive = "  time_zone: Europe/London\n"
    assert team(SMALL.replace(executive, f"{executive}  comp_plan: comp/lead.yaml\n")).executive.comp_plans == (
        "comp/lead.yaml",
    )
    assert team(SMALL).executive.comp_plans == ()
    (told,) = problems("    id: tomas\n", "    id: tomas\n    comp_plan: comp/lead.yaml\n")
    assert '"comp_plan" is not a field here' in told


def test_every_problem_is_told_at_once_in_the_order_of_the_file():
    broken = SMALL.replace("usd", "dollars").replace("role: vCIO", "role: chief").replace("900000", "lots")
    read = read_team(broken, "team.yaml")
    assert isinstance(read, list)
    assert [problem.line for problem in read] == [3, 16, 22]


def test_a_team_without_reps_is_refused():
    (told,) = problems(SMALL[SMALL.index("reps:") :], "reps: []\n")
    assert told.startswith('team.yaml line 11: "reps" is empty')


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "company: [", "company: A\ncompany: B\n"])
def test_a_file_that_is_no_team_is_told_kindly(text):
    read = read_team(text, "team.yaml")
    assert isinstance(read, list)
    assert all(str(problem).startswith("team.yaml") for problem in read)


TIMED = SMALL.replace(
    "currency: usd\n",
    """currency: usd
nudges: Active
nudges_a_week: 2
working_hours: 8:30 to 17:00
closed: [2026-12-24 to 2027-01-01]
calendar:
  draft: 8 weeks before
  interview: 2027-05-03
  final: 10 days after
  executive_presentation: 5
  peer_presentation: 5
""",
).replace(
    "    goal: 700_000\n",
    "    goal: 700_000\n    country: nz\n"
    "    working_days: Sun-Thu\n    working_hours: 7-15.30\n    leave: [2027-03-01]\n",
)


def test_the_calendar_and_working_time_are_read_with_what_may_be_left_out_filled_in():
    read = team(TIMED)
    zoe, leo = read.reps
    days = {milestone: read.season.day(milestone) for milestone in Milestone}
    assert days[Milestone.DRAFT] == date(2027, 5, 6)
    assert days[Milestone.INTERVIEW] == date(2027, 5, 3)
    assert days[Milestone.REVIEW] == date(2027, 6, 3)
    assert days[Milestone.FINAL] == date(2027, 7, 11)
    assert read.habit == Habit(profile=Profile.ACTIVE, most_a_week=2)
    assert (zoe.work.zone, zoe.work.country, zoe.work.opens) == ("Europe/London", "US", time(8, 30))
    assert (leo.work.country, leo.work.closes, leo.work.days) == ("NZ", time(15, 30), frozenset({6, 0, 1, 2, 3}))
    assert [away.first for away in leo.work.away] == [date(2026, 12, 24), date(2027, 3, 1)]
    assert zoe.work.away == (Away(first=date(2026, 12, 24), last=date(2027, 1, 1)),)


def test_the_sample_team_is_valid_and_its_goals_reach_the_budget():
    read = team((SAMPLE / "team.yaml").read_text(encoding="utf-8"))
    goals = sum(rep.goal for rep in read.reps)
    assert read.budgeted_revenue <= goals <= read.budgeted_revenue * Decimal("1.1")
    assert {rep.role for rep in read.reps} == {Role.HUNTER, Role.FARMER, Role.VCIO}
    assert all((SAMPLE / file).is_file() for rep in read.reps for file in rep.comp_plans)


def test_the_documentation_names_every_field_and_no_other():
    sections = (SAMPLE / "README.md").read_text(encoding="utf-8").split("\n## ")[1:]
    documented = [set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) for section in sections]
    people = set(PersonEntry.model_fields)
    assert [fields for fields in documented if fields] == [
        set(TeamEntry.model_fields),
        people,
        set(ExecutiveEntry.model_fields) - people,
        set(RepEntry.model_fields) - people,
        set(LastYearEntry.model_fields),
        set(CalendarEntry.model_fields),
    ]


AMOUNTS = st.decimals(min_value="0.01", max_value=10**11, places=2)


@given(goal=AMOUNTS, budget=AMOUNTS)
def test_amounts_arrive_exact_with_and_without_separators(goal, budget):
    written = SMALL.replace("900000", f"{goal:,.2f}").replace("1,500,000.50", f"{budget:.2f}")
    read = team(written)
    assert (read.reps[0].goal, read.budgeted_revenue) == (goal, budget)


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates() | st.floats()
ANYTHING = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(st.text(max_size=5), LEAVES, max_size=2)


@given(data=st.data(), value=ANYTHING)
def test_any_value_anywhere_gives_a_team_or_problems_on_a_line_of_the_file(data, value):
    whole = yaml.safe_load(SMALL)
    group = data.draw(st.sampled_from([whole, whole["executive"], *whole["reps"], whole["reps"][0]["last_year"]]))
    group[data.draw(st.sampled_from([*group, "new"]))] = value
    text = yaml.safe_dump(whole, allow_unicode=True)
    read = read_team(text, "team.yaml")
    if isinstance(read, list):
        assert read
        assert all(1 <= problem.line <= text.count("\n") for problem in read if problem.line is not None)


def test_a_rep_may_have_several_versions_of_a_comp_plan():
    listed = SMALL.replace("comp/hunter.yaml", "[comp/hunter-2026.yaml, comp/hunter.yaml]")
    assert team(listed).reps[0].comp_plans == ("comp/hunter-2026.yaml", "comp/hunter.yaml")
    (told,) = problems("comp/hunter.yaml", "[comp/hunter.yaml, comp/hunter.yaml]")
    assert "names a file twice" in told
