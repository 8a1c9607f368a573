"""Setting up the team from nothing: by forms and by typing, and who may."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interview.state import Interview
from bot.kept_team import KeptOffice
from bot.line.administering.counter import Counter
from bot.line.administering.forms import TeamForm
from bot.line.directory import Profile
from bot.line.inbound import Event, HomeOpened, Inbound, Message
from bot.line.nudges.sweep import Sweep
from bot.line.pages import Home
from bot.line.posts import Canvas, Post, Reply, Sent
from bot.line.sending import Sender
from bot.line.set_up import Picked, TeamSent
from bot.line.worker import Worker
from bot.review.model import Refusal
from bot.store.store import Store
from bot.team.audit import TeamVersion, told
from bot.team.model import Role
from bot.team.sheet import Sheet
from bot.wiring import opener
from tests.store.migrated import new_file

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
PLAN = (Path(__file__).parents[2] / "knowledge" / "sample-team" / "comp" / "hunter.yaml").read_text("utf-8")
MEMBERS = {
    "UADA": Profile(member="UADA", name="Ada Admin", runs=True),
    "UEVE": Profile(member="UEVE", name="Eve Stone", email="eve@example.com", title="VP Sales"),
    "UANN": Profile(member="UANN", name="Ann Hale", time_zone="America/Chicago", email="ann@example.com"),
    "UBOB": Profile(member="UBOB", name="Bob Grower", time_zone="Not/A_Zone"),
    "UANN2": Profile(member="UANN2", name="Ann Hale", handle="ann.h"),
    "UBOT": Profile(member="UBOT", name="Robo", is_person=False),
}

OPENS = opener()


class Directory:
    def profile(self, address: str) -> Profile | None:
        return MEMBERS.get(address.rpartition("/")[2])

    def members(self, channel: str, address: str) -> tuple[str, ...]:
        return ("UANN", "UBOB", "UBOT") if (channel, address) == ("C1", "T1/UADA") else ()


class Place:
    """Slack without Slack: events of members in, and what was posted out."""

    def __init__(self, file: Path, administrators: tuple[str, ...] = ()) -> None:
        self.store = Store.open(new_file(file))
        self.offices = KeptOffice(self.store, OPENS, administrators)
        self.posts: list[Post] = []
        self.files: dict[str, bytes] = {}
        self.counter = Counter(self.offices, self.store, Directory().profile, self.files.get, lambda: self.now)
        self.now = NOW
        self._number = 0

    def send(self, member: str, event: Event) -> list[Post]:
        """Hand an event in, work everything off, and give what was posted because of it."""
        self._number += 1
        person = self.offices().team.by_slack_id(member, "T1")
        inbound = Inbound(
            key=f"e{self._number}", person=person.id if person else None, address=f"T1/{member}", event=event, at=NOW
        )
        self.store.receive(inbound)
        self.posts.clear()
        while self._works():
            pass
        return list(self.posts)

    def _works(self) -> bool:
        worker = Worker(self.store, self.offices(), lambda: NOW, "w", self.files.get, directory=Directory())
        return worker.work() or Sender(self.store, self._deliver, lambda: NOW, "w").work()

    def _deliver(self, post: Post, *_) -> Sent:
        self.posts.append(post)
        return Sent(channel="C", ts="1", at=NOW)

    def types(self, member: str, text: str) -> str:
        return "\n".join(p.content.text for p in self.send(member, Message(text=text)) if isinstance(p.content, Reply))

    def home(self, member: str) -> Home:
        return self.page(self.send(member, HomeOpened()))

    def page(self, posts: list[Post]) -> Home:
        return next(post.content for post in posts if isinstance(post.content, Home))

    def fills(self, member: str, about: str, **after: str) -> Mapping[str, str] | list[Post] | TeamForm | Refusal:
        """Open a form, fill some of it in, and send it; what is wrong with it, or what was posted."""
        form = self.counter.open(f"T1/{member}", about)
        if isinstance(form, Refusal):
            return form
        return self.sends(member, form, **after)

    def sends(self, member: str, form: TeamForm, **after: str) -> Mapping[str, str] | list[Post] | TeamForm | Refusal:
        before = {blank.key: blank.value for blank in form.blanks}
        taken = self.counter.take(f"T1/{member}", form.about, before, before | after)
        return self.send(member, taken) if isinstance(taken, TeamSent | Picked) else taken


@pytest.fixture
def place(tmp_path: Path):
    opened = Place(tmp_path / "team.db")
    yield opened
    opened.store.close()


ORGANIZATION = {
    "company": "Acme IT",
    "fiscal_year_start": "2027-01-01",
    "currency": "USD",
    "budgeted_revenue": "2,000,000",
}


READY = Sheet(
    organization=ORGANIZATION | {"administrators": ("T1/UADA",)},
    people={
        "eve-stone": {"name": "Eve Stone", "title": "VP Sales", "slack_id": "UEVE", "role": "executive"},
        "ann-hale": {
            "name": "Ann Hale",
            "slack_id": "UANN",
            "role": "Hunter",
            "goal": "1,400,000",
            "last_year.quota": "1,200,000",
        },
        "bob-grower": {"name": "Bob Grower", "slack_id": "UBOB"},
    },
)


@pytest.fixture
def ready(place: Place) -> Place:
    """An organization, an executive, a Hunter, somebody without a role, and nobody invited."""
    place.store.keep_team(TeamVersion(number=1, at=NOW, by="Ada Admin (T1/UADA)", sheet=READY))
    return place


def problems(taken) -> dict[str, str]:
    assert isinstance(taken, dict), taken
    return taken


def test_somebody_who_comes_too_early_hears_who_can_set_it_up(place: Place):
    assert "whoever looks after your Slack workspace can do it" in place.types("UANN", "hello")
    assert "not set up here yet" in place.home("UANN").next_step
    assert place.home("UANN").team is None
    place.fills("UADA", "organization", **ORGANIZATION)
    assert "Ada Admin can do it" in place.types("UANN", "hello")


def test_who_is_no_administrator_changes_nothing_by_form_or_word(place: Place):
    assert isinstance(place.counter.open("T1/UANN", "organization"), Refusal)
    assert isinstance(place.counter.take("T1/UANN", "organization", {}, ORGANIZATION), Refusal)
    place.types("UANN", "set budget to 5")
    place.send("UANN", Picked(members=("UANN",)))
    assert place.store.team_number() == 0


def test_the_first_of_those_who_look_after_slack_takes_it_up_and_others_do_not_any_more(place: Place):
    MEMBERS["UOPS"] = Profile(member="UOPS", name="Olga Ops", runs=True)
    place.fills("UADA", "organization", **ORGANIZATION)
    assert place.offices().set_up.sheet.administrators == ("T1/UADA",)
    assert isinstance(place.counter.open("T1/UOPS", "organization"), Refusal)
    place.fills("UADA", "organization", administrators="UADA\nUOPS")
    assert isinstance(place.counter.open("T1/UOPS", "organization"), TeamForm)
    assert isinstance(place.counter.open("T2/UOPS", "organization"), Refusal)


def test_the_setting_names_who_it_is_and_slacks_own_administrators_are_none(tmp_path: Path):
    place = Place(tmp_path / "named.db", administrators=("UEVE",))
    assert isinstance(place.counter.open("T1/UADA", "organization"), Refusal)
    assert isinstance(place.counter.open("T1/UEVE", "organization"), TeamForm)
    place.store.close()


def test_a_form_with_a_mistake_stays_open_and_says_what_is_expected(place: Place):
    wrong = problems(place.fills("UADA", "organization", **ORGANIZATION | {"currency": "dollars"}))
    assert wrong == {"currency": 'Currency is "dollars". Expected: an ISO 4217 currency code, such as USD, EUR or GBP.'}
    assert place.store.team_number() == 0


def test_people_come_in_from_slack_each_once_with_what_slack_knows(place: Place):
    place.fills("UADA", "organization", **ORGANIZATION)
    (told_them, _) = place.send("UADA", Picked(members=("UEVE", "UANN2"), channels=("C1",)))
    assert "Eve Stone, Ann Hale, Ann Hale (UANN) and Bob Grower" in told_them.content.text
    assert "Left out" in told_them.content.text
    sheet = place.offices().set_up.sheet
    assert sheet.people["eve-stone"] == {
        "name": "Eve Stone",
        "title": "VP Sales",
        "email": "eve@example.com",
        "slack_id": "UEVE",
    }
    assert sheet.text(("ann-hale-uann", "time_zone")) == "America/Chicago"
    assert sheet.text(("bob-grower", "time_zone")) == ""
    place.send("UADA", Picked(channels=("C1",)))
    assert len(place.offices().set_up.sheet.people) == 4


def test_a_plan_is_tried_before_it_is_taken_in_and_never_shown_again(ready: Place):
    assert "currency" in problems(ready.fills("UADA", "pay:ann-hale", text="name: x\ncompany: y"))["text"]
    assert problems(ready.fills("UADA", "pay:ann-hale")) == {
        "text": "Write the plan, send its file, or pick what to start from."
    }
    shown = ready.fills("UADA", "pay:ann-hale", text=PLAN)
    assert isinstance(shown, TeamForm)
    assert "at 100% of quota: $60,000" in shown.intro
    assert "ann-hale" not in ready.offices().comp_plans
    ready.sends("UADA", shown)
    assert ready.offices().comp_plans["ann-hale"].name == "Hunter plan 2027"
    opened = ready.counter.open("T1/UADA", "pay:ann-hale")
    assert isinstance(opened, TeamForm)
    assert not any(blank.value for blank in opened.blanks)
    everything = ready.types("UADA", "team log") + ready.types("UADA", "set up") + str(ready.home("UADA"))
    assert "compensation plan changed" in everything
    assert "60,000" not in everything


def test_a_plan_comes_from_a_file_an_example_or_another_rep(ready: Place):
    ready.files["https://files/plan"] = PLAN.encode()
    assert isinstance(ready.fills("UADA", "pay:ann-hale", file="https://files/plan"), TeamForm)
    assert "could not be read" in problems(ready.fills("UADA", "pay:ann-hale", file="https://files/none"))["file"]
    example = ready.fills("UADA", "pay:ann-hale", **{"from": "example:1"})
    assert isinstance(example, TeamForm)
    ready.sends("UADA", example)
    same = ready.fills("UADA", "pay:bob-grower", **{"from": "same:ann-hale"})
    assert isinstance(same, TeamForm)
    assert "$" not in same.intro
    ready.fills("UADA", "person:bob-grower", role="Farmer", goal="700000")
    ready.sends("UADA", same)
    assert ready.offices().comp_plans["bob-grower"] == ready.offices().comp_plans["ann-hale"]


def test_a_plan_of_a_later_day_follows_and_one_of_the_same_day_takes_the_place(ready: Place):
    for text in (PLAN, PLAN.replace("Hunter plan 2027", "Hunter plan, again")):
        shown = ready.fills("UADA", "pay:ann-hale", text=text)
        ready.counter = Counter(
            ready.offices, ready.store, Directory().profile, ready.files.get, lambda: NOW.replace(minute=5)
        )
        ready.sends("UADA", shown)
    assert len(ready.offices().set_up.sheet.pay_plans_of("ann-hale")) == 1
    assert ready.offices().comp_plans["ann-hale"].name == "Hunter plan, again"


def test_everyone_is_invited_once_and_nudged_only_after_that(ready: Place):
    late = datetime(2026, 11, 16, 16, tzinfo=UTC)
    sweep = Sweep(ready.store, ready.offices(), lambda: late, reaches=ready.offices().reaches)
    assert not sweep.work()
    posts = ready.send("UADA", Message(text="invite everyone"))
    assert [post.to for post in posts if isinstance(post.content, Reply)] == ["eve-stone", "ann-hale", "T1/UADA"]
    first = next(post.content for post in posts if post.to == "ann-hale")
    assert "Eve Stone asks everyone in sales at Acme IT" in first.text
    assert "goal $1,400,000" in first.text
    assert [button.label for button in first.buttons] == ["Start"]
    assert "Nobody gets it twice" in ready.types("UADA", "invite everyone")
    assert all(ready.offices().reaches(person) for person in ready.offices().team.people)


def test_before_it_is_complete_nobody_can_be_invited(place: Place):
    assert "Before I can invite anyone" in place.types("UADA", "invite everyone")


def test_a_rep_starts_with_the_role_and_the_figures_that_were_set(ready: Place):
    ready.send("UADA", Message(text="invite everyone"))
    ready.types("UANN", "continue")
    interview = Interview.model_validate_json(ready.store.load("ann-hale", "2027-01-01").value)
    assert interview.role is Role.HUNTER
    assert interview.facts["last_year.quota"].value.value == 1_200_000
    assert interview.facts["goal.revenue"].value.value == 1_400_000


def test_a_goal_that_was_changed_reaches_a_running_interview(ready: Place):
    ready.types("UANN", "hi")
    ready.fills("UADA", "person:ann-hale", goal="1,500,000")
    assert "is now $1,500,000; it was $1,400,000" in ready.types("UANN", "yes")


def test_a_role_that_was_changed_reaches_a_running_interview_with_its_own_questions(ready: Place):
    ready.types("UANN", "hi")
    ready.types("UADA", "set role of Ann Hale to Farmer")
    said = ready.types("UANN", "progress")
    assert "you are a Farmer now, no longer a Hunter" in said
    assert "Farmer now" not in ready.types("UANN", "continue")


def test_forms_that_were_overtaken_say_so_where_they_are_and_change_nothing(ready: Place):
    form = ready.counter.open("T1/UADA", "person:ann-hale")
    assert isinstance(form, TeamForm)
    ready.fills("UADA", "person:ann-hale", goal="1,500,000")
    wrong = problems(ready.sends("UADA", form, goal="1,600,000"))
    assert 'was changed meanwhile and is "1,500,000" now' in wrong["goal"]


def test_a_change_that_another_process_overtook_is_tried_anew_on_what_there_is(ready: Place):
    stale = ready.offices()
    ready.fills("UADA", "person:ann-hale", title="AE")
    ready.store.receive(
        Inbound(key="late", person=None, address="T1/UADA", event=Message(text="set budget to 3,000,000"), at=NOW)
    )
    assert Worker(ready.store, stale, lambda: NOW, "w", directory=Directory()).work()
    while ready._works():
        pass
    sheet = ready.offices().set_up.sheet
    assert (sheet.text(("ann-hale", "title")), sheet.text((None, "budgeted_revenue"))) == ("AE", "3,000,000")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("set budget to 3,000,000", "Organization: revenue in the budget from 2,000,000 to 3,000,000"),
        ("set the deadline for the draft to 5 weeks before", "Organization: deadline: draft set to 5 weeks before"),
        ("set Ann Hale's quota to 1,000,000", "Ann Hale: last year's quota from 1,200,000 to 1,000,000"),
        ("set country of Bob to CA", "Bob Grower: country for public holidays set to CA"),
        ("set closed to 2026-11-27, 2026-12-24 to 2027-01-01", "2026-11-27, 2026-12-24 to 2027-01-01"),
        ("set Eve's title to CRO", "Eve Stone: title from VP Sales to CRO"),
        ("clear title of Eve", "Eve Stone: title VP Sales taken out"),
        ("add @UANN2 as a Hunter", "In the team now: Ann Hale (ann.h)"),
        ("remove Bob", "Bob Grower: left the team"),
        ("remove Ann Hale and hand over to Bob", "Nobody would be left who writes a plan"),
    ],
)
def test_all_of_it_can_be_typed(ready: Place, typed: str, line: str):
    assert line in ready.types("UADA", typed)


def test_who_is_removed_hears_the_polite_line_and_their_plan_stays(ready: Place):
    ready.fills("UADA", "person:bob-grower", role="Farmer", goal="700000")
    ready.types("UANN", "hi")
    form = ready.counter.open("T1/UADA", "leave:ann-hale")
    assert isinstance(form, TeamForm)
    assert "I keep their interview and 0 versions of their plan" in form.intro
    ready.sends("UADA", form, to="bob-grower")
    assert ready.offices().set_up.sheet.text(("bob-grower", "goal")) == "2100000"
    assert "you are not on my list" in ready.types("UANN", "yes")
    assert ready.store.load("ann-hale", "2027-01-01").value is not None


def test_a_plans_canvas_is_opened_and_shut_as_soon_as_its_readers_change(ready: Place):
    ready.fills("UADA", "person:bob-grower", role="manager")
    ready.types("UADA", "set Ann's manager to Bob")
    for text in ("hi", "done", "send it"):
        ready.types("UANN", text)

    def again(typed: str) -> list[str]:
        return [p.content.person for p in ready.send("UADA", Message(text=typed)) if isinstance(p.content, Canvas)]

    assert again("set Ann's title to AE") == []
    assert again("set Ann's manager to Eve") == ["ann-hale"]
    assert again("remove Bob") == []


def test_the_page_of_an_executive_who_sets_up_has_both_parts(ready: Place):
    ready.types("UADA", "set administrators to @UADA, @UEVE")
    home = ready.home("UEVE")
    assert home.title.startswith("Plans for")
    assert home.team is not None
    assert home.team.changes[0] == "Nov 2, Ada Admin: Organization: administrators from T1/UADA to UADA, UEVE"
    assert ready.home("UANN").team is None


def test_what_a_rep_says_that_sounds_like_an_order_is_an_answer(ready: Place):
    number = ready.store.team_number()
    ready.types("UANN", "hi")
    ready.types("UANN", "set budget to 5,000,000")
    ready.types("UANN", "remove Bob")
    assert ready.store.team_number() == number


def test_a_team_of_a_file_is_changed_there(place: Place):
    from bot.data import knowledge_folder
    from bot.wiring import build_office

    office = build_office(knowledge_folder() / "sample-team" / "team.yaml")
    counter = Counter(lambda: office, place.store, Directory().profile, place.files.get, lambda: NOW)
    refused = counter.open("T1/UADA", "organization")
    assert isinstance(refused, Refusal)
    assert "team file" in refused.text


def test_the_log_of_a_form_reads_in_order(ready: Place):
    ready.fills("UADA", "person:bob-grower", role="Farmer", goal="700000", **{"last_year.quota": "650,000"})
    versions = ready.store.team_versions()
    assert told(versions[-2].sheet, versions[-1].sheet) == (
        "Bob Grower: role set to Farmer",
        "Bob Grower: revenue goal set to 700,000",
        "Bob Grower: last year's quota set to 650,000",
    )
    assert versions[-1].by_name == "Ada Admin"
