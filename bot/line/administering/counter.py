"""Where an administrator's forms are handed out and taken back, while Slack waits: what they hold, what is wrong.

Nothing is changed here. What a form asks for goes into the inbox like everything else; only the text of a
compensation plan is kept at once, under a name that nobody's plan is yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.cycle.fiscal_year import FiscalYear
from bot.data import knowledge_folder
from bot.line.actions import counted
from bot.line.administering import forms
from bot.line.administering.filled import by_place, field_changes, leave_changes
from bot.line.administering.forms import TeamForm
from bot.line.administering.pay_plans import file_name, in_short, tried, with_plan
from bot.line.administering.who import administers
from bot.line.directory import Profile
from bot.line.office import Office, SetUp
from bot.line.set_up import Picked, TeamSent
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.pay.pages import plans
from bot.review.model import Refusal
from bot.store.store import Store
from bot.team.changes import SetField, TeamChange, apply
from bot.team.model import Role
from bot.team.sheet import ADMINISTRATORS, Sheet
from bot.team.standing import STAND_IN

NOT_YOURS = "Only an administrator sets up the team, so nothing has changed. Tell one of them what you would change."
FROM_A_FILE = (
    "This team comes from a team file, so nothing has changed here. Ask whoever runs Planwright to change that file."
)
GONE = "That person is not in the team any more, so nothing has changed. Open the Home tab anew for who is."
NO_PAY = "A manager has no compensation plan here, so nothing has changed. Give them another role first."
NO_PLAN = "Write the plan, send its file, or pick what to start from."
NOT_READ = (
    "That file could not be read, so nothing was taken in. Save the plan as plain text (YAML, UTF-8) and send it "
    "once more, or paste it above."
)

Sent = TeamSent | Picked | TeamForm | Mapping[str, str]
"""What a form comes to: an event for the inbox, a next form, or what is wrong, by the place it is about."""


@dataclass(frozen=True)
class Counter:
    """`profile` looks a member up by address, `fetch` gets a file that was sent in a form."""

    offices: Callable[[], Office]
    store: Store
    profile: Callable[[str], Profile | None]
    fetch: Callable[[str], bytes | None]
    now: Callable[[], datetime]

    def open(self, address: str, about: str) -> TeamForm | Refusal:
        """The form that a button names, or why this person gets none."""
        set_up = self._set_up(address)
        if isinstance(set_up, Refusal):
            return set_up
        sheet, (kind, _, person) = set_up.sheet, about.partition(":")
        whole: Mapping[str, Callable[[], TeamForm]] = {
            forms.ORGANIZATION: lambda: _bare(forms.organization_form(sheet)),
            forms.CALENDAR: lambda: forms.calendar_form(sheet),
            forms.WORKING: lambda: forms.working_form(sheet),
            forms.PEOPLE: forms.people_form,
        }
        if kind in whole:
            return whole[kind]()
        if person not in sheet.people:
            return Refusal(text=GONE)
        match kind:
            case forms.PERSON:
                return forms.person_form(sheet, person)
            case forms.PAY if self._is_paid(sheet, person):
                return forms.pay_form(sheet, person, tuple(_examples()))
            case forms.LEAVE:
                return forms.leave_form(sheet, person, self._plan_of(person))
            case _:
                return Refusal(text=NO_PAY)

    def take(self, address: str, about: str, before: Mapping[str, str], after: Mapping[str, str]) -> Sent | Refusal:
        """A form that was sent in: what its texts were and are."""
        set_up = self._set_up(address)
        if isinstance(set_up, Refusal):
            return set_up
        sheet, (kind, _, rest) = set_up.sheet, about.partition(":")
        workspace = address.rpartition("/")[0]
        match kind:
            case forms.PEOPLE:
                return _picked(after)
            case forms.PAY:
                return self._plan_sent(sheet, rest, after, address)
            case forms.TAKE:
                person, _, name = rest.partition(":")
                return self._checked(sheet, person, (self._plan_change(sheet, person, name),))
            case forms.LEAVE:
                return self._checked(sheet, rest, leave_changes(rest, after))
            case _:
                person_or_none = rest or None
                return self._checked(sheet, person_or_none, field_changes(person_or_none, before, after, workspace))

    def _set_up(self, address: str) -> SetUp | Refusal:
        office = self.offices()
        if office.set_up is None:
            return Refusal(text=FROM_A_FILE)
        return office.set_up if administers(address, office, self.profile) else Refusal(text=NOT_YOURS)

    def _checked(self, sheet: Sheet, person: str | None, changes: tuple[TeamChange, ...]) -> Sent:
        after = apply(sheet, changes)
        return TeamSent(changes=changes) if isinstance(after, Sheet) else by_place(after, person)

    def _is_paid(self, sheet: Sheet, person: str) -> bool:
        return sheet.role(person) != Role.MANAGER

    def _plan_of(self, person: str) -> str:
        """What becomes of somebody's plan when they leave."""
        season = self.offices().team.season.key
        review, begun = self.store.review(person, season).value, self.store.load(person, season).value is not None
        count = len(review.versions) if review else 0
        if not begun and not count:
            return "They have not begun a plan."
        there = f"their interview and {count} version{'' if count == 1 else 's'} of their plan"
        return f"I keep {there}, out of everyone's lists; should they come back, it is there again."

    def _plan_sent(self, sheet: Sheet, person: str, after: Mapping[str, str], by: str) -> Sent:
        """A plan from one of three places, read and tried; its text is kept, and is nobody's plan yet."""
        source = next((key for key in ("file", "text", "from") if after.get(key)), None)
        if source is None:
            return {"text": NO_PLAN}
        if after[source].startswith("same:"):
            return self._same(sheet, person, after[source])
        text = self._text(source, after[source], sheet)
        plan = NOT_READ if text is None else load_comp_plan(text, "")
        if text is None or not isinstance(plan, CompPlan):
            wrong = plan if isinstance(plan, str) else "\n".join(map(str, plan)) if isinstance(plan, list) else NOT_READ
            return {source: wrong}
        name = self.store.keep_pay_plan(file_name(person, self.now()), text, by, self.now())
        goal = sheet.text((person, "goal") if sheet.role(person) != Role.EXECUTIVE else (None, "budgeted_revenue"))
        intro = f"For {sheet.name(person)}: {in_short(plan)}\n\n{tried(plan, goal)}"
        return forms.take_form(person, name, intro)

    def _same(self, sheet: Sheet, person: str, picked: str) -> Sent:
        other = picked.partition(":")[2]
        if not sheet.pay_plans_of(other):
            return {"from": GONE}
        intro = (
            f"{sheet.name(person)} gets the compensation plan of {sheet.name(other)}, as it is now. A later change to "
            "the one does not change the other. Its figures are not shown here."
        )
        return forms.take_form(person, picked, intro)

    def _text(self, source: str, given: str, sheet: Sheet) -> str | None:
        if source == "text":
            return given
        if source == "from":
            return _example(given.partition(":")[2], sheet)
        content = self.fetch(given)
        try:
            return content.decode() if content is not None else None
        except UnicodeDecodeError:
            return None

    def _plan_change(self, sheet: Sheet, person: str, name: str) -> SetField:
        before = sheet.value((person, "comp_plan"))
        if name.startswith("same:"):
            after = sheet.value((name.partition(":")[2], "comp_plan"))
            return SetField(person=person, field="comp_plan", before=before, after=after)
        texts = self.store.pay_plans((*sheet.pay_plans_of(person), name))
        read = {each: load_comp_plan(text, each) for each, text in texts.items()}
        starts = {each: plan.effective.starts for each, plan in read.items() if isinstance(plan, CompPlan)}
        earlier = tuple(each for each in starts if name in starts and starts[each] < starts[name])
        return SetField(person=person, field="comp_plan", before=before, after=with_plan(sheet, person, name, earlier))


def _bare(form: TeamForm) -> TeamForm:
    """Administrators as a front end shows members: without their workspace."""
    blanks = tuple(
        blank.model_copy(update={"value": "\n".join(each.rpartition("/")[2] for each in blank.value.splitlines())})
        if blank.key == ADMINISTRATORS
        else blank
        for blank in form.blanks
    )
    return form.model_copy(update={"blanks": blanks})


def _picked(after: Mapping[str, str]) -> Sent:
    members, channels = (tuple(after.get(key, "").split()) for key in ("members", "channels"))
    return (
        Picked(members=members, channels=channels)
        if members or channels
        else {"members": "Pick somebody, or a channel below. Nobody was brought in yet."}
    )


def _examples() -> Mapping[str, str]:
    """The built-in examples, by heading."""
    return plans((knowledge_folder() / "sample-team" / "comp" / "EXAMPLES.md").read_text(encoding="utf-8"))


def _example(picked: str, sheet: Sheet) -> str | None:
    """A built-in example, by its number, as a whole plan of this organization's; None where there is none."""
    number, examples = counted(picked), list(_examples().items())
    if number is None or number >= len(examples):
        return None
    title, part = examples[number]
    starts = sheet.text((None, "fiscal_year_start"))
    year = FiscalYear(starts=date.fromisoformat(starts)) if starts else STAND_IN.fiscal_year
    company, currency = sheet.text((None, "company")).replace('"', ""), sheet.text((None, "currency"))
    head = (
        f'name: "{title}"\ncompany: "{company or "Company"}"\ncurrency: {currency or "USD"}\n'
        f"effective: {{from: {year.starts}, to: {year.ends}}}\n"
    )
    return f"{head}{part}\n"
