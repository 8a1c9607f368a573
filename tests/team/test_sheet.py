"""The team as it is set up: changes one by one, what is refused and why, and the way to a team file and back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.team.audit import TeamVersion, differences, log_csv, told
from bot.team.changes import Join, Leave, SetField, apply, taken_over
from bot.team.file import read_team
from bot.team.model import Role, Team
from bot.team.sheet import INVITED, Sheet, read_sheet, without, written
from bot.team.standing import in_force, missing_of, wrongs
from tests.store.samples import NOW

SAMPLE = (Path(__file__).parents[2] / "knowledge" / "sample-team" / "team.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    read = read_sheet(SAMPLE, "team.yaml")
    assert isinstance(read, Sheet)
    return read


def refused(sheet: Sheet, *changes) -> str:
    after = apply(sheet, changes)
    assert isinstance(after, tuple)
    return " ".join(map(str, after))


def made(sheet: Sheet, *changes) -> Sheet:
    after = apply(sheet, changes)
    assert isinstance(after, Sheet), [str(wrong) for wrong in after]
    return after


def changing(sheet: Sheet, person: str | None, field: str, after) -> SetField:
    """A change made by somebody who looked at what the field holds now."""
    return SetField(person=person, field=field, before=sheet.value((person, field)), after=after)


def plain(team: Team) -> Team:
    """A team without where its figures stand."""
    reps = tuple(rep.model_copy(update={"lines": {}}) for rep in team.reps)
    return team.model_copy(update={"reps": reps, "file": ""})


def test_the_sample_team_is_the_same_from_its_file_and_from_its_sheet(sheet: Sheet):
    team, kept = read_team(SAMPLE, "team.yaml"), in_force(sheet)
    assert isinstance(team, Team)
    assert kept is not None
    assert plain(kept) == plain(team)
    assert read_sheet(written(sheet).text, "team.yaml") == sheet


@pytest.mark.parametrize(
    ("person", "field", "value", "expected"),
    [
        ("dana-reyes", "goal", "lots", "an amount above zero, written in full"),
        ("dana-reyes", "role", "Hunter and Farmer", "nobody has both"),
        ("dana-reyes", "name", "Leo Brandt", "Name of Leo Brandt is that of"),
        ("dana-reyes", "slack_id", "U03PRIYA", "Slack member of Priya Natarajan is that of Dana Reyes"),
        ("dana-reyes", "manager", "priya-natarajan", "who is no manager here"),
        ("dana-reyes", "last_year.won", "30", "at most as many won as were decided"),
        ("dana-reyes", "time_zone", "Boston", "a time zone such as"),
        ("dana-reyes", "shoe_size", "9", '"shoe_size" is not a field here'),
        ("tomas-lindqvist", "goal", "5", '"goal" is not a field here'),
        ("tomas-lindqvist", "role", "Hunter", "would be without revenue goal"),
        ("tomas-lindqvist", "role", "executive", "Ruth Okafor is the executive"),
        ("nobody", "goal", "5", "is not in the team any more"),
        (None, "fiscal_year_start", "tomorrow", "the first day of the year being planned, such as 2027-01-01"),
        (None, "currency", "dollars", "an ISO 4217 currency code"),
        (None, "calendar.draft", "2026-01-05", "far from the year it is for"),
        (None, "calendar.draft", "1 week before", "review"),
        (None, "pay_viewers", ("dana-reyes",), "who is not among the managers"),
        (None, "company", None, "Company would be empty"),
    ],
)
def test_a_change_that_cannot_stand_is_refused_in_the_words_of_the_forms(sheet, person, field, value, expected):
    before = sheet.value((person, field)) if person is None or person in sheet.people else None
    assert expected in refused(sheet, SetField(person=person, field=field, before=before, after=value))


def test_a_form_that_somebody_else_overtook_is_refused_and_says_what_is_there_now(sheet: Sheet):
    newer = made(sheet, changing(sheet, "dana-reyes", "goal", "1500000"))
    late = changing(sheet, "dana-reyes", "goal", "1,600,000")
    assert 'Revenue goal was changed meanwhile and is "1500000" now' in refused(newer, late)
    assert made(newer, changing(sheet, "dana-reyes", "title", "AE")).text(("dana-reyes", "goal")) == "1500000"


def test_what_was_on_file_about_pay_is_not_told_to_a_form_that_came_late(sheet: Sheet):
    newer = made(sheet, changing(sheet, "dana-reyes", "comp_plan", "comp/secret.yaml"))
    assert "secret" not in refused(newer, changing(sheet, "dana-reyes", "comp_plan", "comp/mine.yaml"))


def test_a_manager_who_leaves_hands_their_reps_over_and_an_executive_the_office(sheet: Sheet):
    alone = made(sheet, Leave(person="tomas-lindqvist"))
    assert alone.value(("dana-reyes", "manager")) is None
    handed = made(sheet, Leave(person="tomas-lindqvist", to="ines-carvalho"))
    assert handed.value(("dana-reyes", "manager")) == "ines-carvalho"
    assert "without an executive" in refused(sheet, Leave(person="ruth-okafor"))
    after = made(sheet, Leave(person="ruth-okafor", to="tomas-lindqvist"))
    assert after.who(Role.EXECUTIVE) == ("tomas-lindqvist",)
    assert after.value(("dana-reyes", "manager")) == "tomas-lindqvist"


def test_a_viewer_of_pay_who_leaves_views_it_no_more(sheet: Sheet):
    assert made(sheet, Leave(person="ines-carvalho")).value((None, "pay_viewers")) is None


def test_a_rep_who_leaves_can_hand_the_goal_to_another(sheet: Sheet):
    assert made(sheet, Leave(person="leo-brandt", to="dana-reyes")).text(("dana-reyes", "goal")) == "2300000"
    assert "writes no plan" in refused(sheet, Leave(person="leo-brandt", to="tomas-lindqvist"))


def test_a_rep_who_becomes_a_manager_loses_what_a_manager_has_not(sheet: Sheet):
    after = made(sheet, changing(sheet, "dana-reyes", "role", "manager"))
    assert set(after.people["dana-reyes"]) == {"name", "role", "slack_id"}


def test_somebody_without_a_goal_is_not_in_force_yet_and_the_others_are(sheet: Sheet):
    more = made(sheet, Join(person="kim-lee", fields={"name": "Kim Lee", "slack_id": "U0KIM"}))
    assert missing_of(more, "kim-lee") == ("role", "goal")
    before, now = in_force(sheet), in_force(more)
    assert before is not None
    assert now is not None
    assert now.people == before.people
    whole = made(more, changing(more, "kim-lee", "role", "Hunter"), changing(more, "kim-lee", "goal", "700000"))
    team = in_force(whole)
    assert team is not None
    assert team.reps[-1].name == "Kim Lee"


def test_the_team_is_built_up_from_nothing():
    sheet = Sheet()
    assert in_force(sheet) is None
    assert missing_of(sheet) == ("company", "fiscal_year_start", "currency", "budgeted_revenue")
    organization = {"company": "Acme", "fiscal_year_start": "2027-01-01", "currency": "usd", "budgeted_revenue": "1e6"}
    fields = [SetField(field=field, after=value) for field, value in organization.items()]
    assert "Revenue in the budget" in refused(sheet, *fields)
    sheet = made(sheet, *fields[:-1], SetField(field="budgeted_revenue", after="1000000"))
    sheet = made(sheet, Join(person="eve", fields={"name": "Eve Stone", "role": "executive"}))
    assert in_force(sheet) is None
    sheet = made(sheet, Join(person="ann", fields={"name": "Ann Hale", "role": "Hunter", "goal": "900000"}))
    team = in_force(sheet)
    assert team is not None
    assert (team.company, team.currency, team.reps[0].manager) == ("Acme", "USD", "eve")


def test_the_log_says_who_changed_what_and_of_pay_only_that_it_was(sheet: Sheet):
    after = made(
        sheet,
        changing(sheet, "dana-reyes", "goal", "1600000"),
        changing(sheet, "dana-reyes", "comp_plan", "comp/ote-190k.yaml"),
        changing(sheet, "sam-whitfield", "title", '=HYPERLINK("https://example.org")'),
        Leave(person="leo-brandt"),
    )
    assert told(sheet, after) == (
        "Dana Reyes: revenue goal from 1,400,000 to 1,600,000",
        "Dana Reyes: compensation plan changed",
        'Sam Whitfield: title set to =HYPERLINK("https://example.org")',
        "Leo Brandt: left the team",
    )
    versions = [
        TeamVersion(number=n, at=NOW, by="Ruth Okafor (T1/U01RUTH)", sheet=s) for n, s in enumerate((sheet, after), 1)
    ]
    text = log_csv(versions).decode()
    assert '2,2026-11-02 09:00,Ruth Okafor,Dana Reyes,revenue goal,"1,400,000","1,600,000"' in text
    assert "Dana Reyes,compensation plan,changed,changed" in text
    assert "190k" not in text
    assert "hunter.yaml" not in text
    assert "'=HYPERLINK" in text


def test_an_import_keeps_who_was_invited_and_who_sets_up(sheet: Sheet):
    invited = made(sheet, SetField(person="dana-reyes", field=INVITED, after="2027-01-01"))
    invited = made(invited, SetField(field="administrators", after=("T1/U1",)))
    again = taken_over(invited, sheet)
    assert again.text(("dana-reyes", INVITED)) == "2027-01-01"
    assert again.administrators == ("T1/U1",)
    assert "invited" not in written(invited).text


def test_somebody_taken_out_of_the_record_leaves_no_name_behind(sheet: Sheet):
    gone = without(without(sheet, "tomas-lindqvist"), "ines-carvalho")
    assert "tomas" not in gone.model_dump_json().casefold()
    assert "ines" not in gone.model_dump_json().casefold()
    assert not wrongs(gone)


PEOPLE = ("ann", "bob", "cat", "dan")
NAMES = st.one_of(
    st.sampled_from(["Ann Hale", "Bob", "null", "123", 'Q"uote', "Zoë \\ O'Neil", "-", "yes"]), st.text(max_size=5)
)
AMOUNTS = st.sampled_from(["900000", "1,200,000", "0", "lots", "750000.50", ""])
DAYS = st.sampled_from(["2027-01-01", "2027-07-01", "2026-12-31", "soon"])
FIELDS = {
    "name": NAMES,
    "title": NAMES,
    "role": st.sampled_from(["Hunter", "farmer", "vCIO", "manager", "executive", "both"]),
    "manager": st.sampled_from([*PEOPLE, "nobody"]),
    "goal": AMOUNTS,
    "last_year.quota": AMOUNTS,
    "last_year.won": st.sampled_from(["3", "9", "x"]),
    "last_year.decided": st.sampled_from(["9", "0"]),
    "leave": st.sampled_from([("2026-12-24",), ("2026-12-24 to 2027-01-02", "2027-02-01"), ("never",)]),
    "comp_plan": st.sampled_from(["comp/a.yaml", ("comp/a.yaml", "comp/b.yaml"), "../a.yaml"]),
    "invited": st.just("2027-01-01"),
}
ORGANIZATION = {
    "company": NAMES,
    "fiscal_year_start": DAYS,
    "currency": st.sampled_from(["USD", "eur", "XXY"]),
    "budgeted_revenue": AMOUNTS,
    "calendar.draft": st.sampled_from(["-40", "6 weeks before", "2026-11-20", "1 day after"]),
    "pay_viewers": st.sampled_from([("ann",), ("bob", "cat")]),
    "service_lines": st.sampled_from([("365", "Backup"), ("null",)]),
    "administrators": st.just(("U1",)),
}


@st.composite
def changes(draw):
    kind = draw(st.sampled_from(["set", "set", "set", "organization", "organization", "join", "leave"]))
    if kind == "join":
        fields = draw(st.sets(st.sampled_from(["title", "role", "goal", "manager"])))
        return Join(
            person=draw(st.sampled_from(PEOPLE)), fields={f: draw(FIELDS[f]) for f in ("name", *sorted(fields))}
        )
    if kind == "leave":
        to = draw(st.none() | st.sampled_from(PEOPLE))
        return Leave(person=draw(st.sampled_from(PEOPLE)), to=to)
    of = FIELDS if kind == "set" else ORGANIZATION
    field = draw(st.sampled_from(sorted(of)))
    person = draw(st.sampled_from(PEOPLE)) if kind == "set" else None
    return person, field, draw(st.none() | of[field])


@settings(max_examples=25, deadline=None)
@given(st.booleans(), st.lists(changes(), max_size=12))
def test_any_changes_make_a_good_team_or_an_error_and_a_file_of_it_the_same_team(sheet, from_sample, wanted):
    now = sheet if from_sample else Sheet()
    for change in wanted:
        made_of = change
        if isinstance(change, tuple):
            person, field, value = change
            before = now.value((person, field)) if person is None or person in now.people else None
            made_of = SetField(person=person, field=field, before=before, after=value)
        was, after = in_force(now), apply(now, [made_of])
        if isinstance(after, tuple):
            assert all(wrong.wrong and wrong.expected for wrong in after)
            continue
        assert not wrongs(after)
        assert list(differences(now, now)) == []
        assert was is None or in_force(after) is not None
        now = after
    team = in_force(now)
    if team is not None and not any(missing_of(now, person) for person in now.people):
        text = written(now).text
        again = read_sheet(text, "team.yaml")
        assert isinstance(again, Sheet)
        same = in_force(again)
        assert same is not None
        assert plain(same) == plain(team)
        assert written(again).text == text
