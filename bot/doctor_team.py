"""What the doctor says of the team: where it is from, whom the bot reaches, whose hours count, who has a pay plan."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor import Check, State
from bot.kept_team import kept_plans
from bot.pay.model import CompPlan
from bot.settings import Settings, sample_team_file
from bot.store.backup import there
from bot.store.cipher import Cipher, CipherError
from bot.store.database import connect
from bot.store.model import StoreError
from bot.store.store import Store
from bot.team.model import Person, Team
from bot.team.sheet import Sheet
from bot.team.standing import STAND_IN, in_force, missing_of
from bot.team.words import in_words
from bot.wiring import SetupProblem, build_office, load_comp_plans, load_team

ON_HOME = "Whoever set the team up finds it on the bot's Home tab in Slack."


@dataclass(frozen=True)
class Kept:
    """The team as it was set up in Slack: version by version, of which this is the last, with its pay plans."""

    number: int
    sheet: Sheet
    plans: Mapping[str, tuple[CompPlan, ...]]


def team_checks(settings: Settings) -> Iterator[Check]:
    """Look at the team in force and its pay plans, and at the questions and the wording."""
    try:
        kept = kept_team(settings)
        yield from _set_up(kept, settings) if kept else _of_the_file(settings)
        build_office(sample_team_file(), settings.prompts)
        yield Check(state=State.OK, says=f"Questions and wording: {settings.prompts}")
    except SetupProblem as problem:
        yield Check(state=State.WRONG, says="The files cannot be used as they are.", do=str(problem))


def team_in_force(settings: Settings) -> Team:
    """The team file that somebody named, else the team as it was set up, else the sample. Raises SetupProblem."""
    kept = kept_team(settings)
    return (in_force(kept.sheet) or STAND_IN) if kept else load_team(settings.team_file)


def kept_team(settings: Settings) -> Kept | None:
    """The team that was set up in Slack; None where a file is named, where none was, or it cannot be read."""
    if settings.own_team_file or not there(settings.database_url):
        return None
    with suppress(SQLAlchemyError, StoreError, CipherError):
        store = Store(connect(settings.database_url, Cipher(settings.cipher_keys)))
        try:
            version = store.team()
            return Kept(version.number, version.sheet, kept_plans(store, version.sheet)) if version else None
        finally:
            store.close()
    return None


def _of_the_file(settings: Settings) -> Iterator[Check]:
    file = settings.team_file
    team = load_team(file)
    if file == sample_team_file():
        do = (
            "This is the sample team. Set PLANWRIGHT_TEAM_FILE to your own, or set the team up in Slack: put your "
            "member ID into PLANWRIGHT_ADMIN, or install the app, and see the bot's Home tab there."
        )
        yield Check(state=State.NOT_SET, says=f"Team file: {file} ({_counted(team)})", do=do)
    else:
        yield _reached(team, f"Team file: {file} ({_counted(team)})", "it belongs into the team file")
    plans = load_comp_plans(team, file.parent)
    yield from _hours_and_pay(team, plans, "comp_plan is in the team file")


def _set_up(kept: Kept, settings: Settings) -> Iterator[Check]:
    team = in_force(kept.sheet)
    if team is None:
        lacks = [in_words(field) for field in missing_of(kept.sheet)] or ["the executive, or somebody with a goal"]
        says = f"A team is being set up in Slack (version {kept.number}), and nobody can plan yet"
        yield Check(state=State.LOOK, says=says, do=f"Still missing: {', '.join(lacks)}. {ON_HOME}")
        return
    says = f"Team, as it was set up in Slack: version {kept.number} ({_counted(team)})"
    yield _reached(team, says, "their member is picked on the Home tab")
    yield from _hours_and_pay(team, kept.plans, "their plan is sent in on the Home tab")
    if not settings.admins and settings.slack_client_id is None:
        do = "Put the member IDs of who may change the team into PLANWRIGHT_ADMIN, if the team does not name them."
        yield Check(state=State.OK, says="PLANWRIGHT_ADMIN is not set: the team itself says who may change it", do=do)


def _counted(team: Team) -> str:
    roles = Counter(rep.role.value for rep in team.reps)
    return ", ".join([team.company, *(f"{count} {role}" for role, count in roles.items())])


def _reached(team: Team, says: str, how: str) -> Check:
    """Whether everybody has a Slack id."""
    unknown = [person.name for person in team.people if person.slack_id is None]
    if not unknown:
        return Check(state=State.OK, says=says)
    do = f"The bot cannot reach {', '.join(unknown)} in Slack: they have no slack_id; {how}."
    return Check(state=State.NOT_SET, says=says, do=do)


def _hours_and_pay(team: Team, plans: Mapping[str, tuple[CompPlan, ...]], until: str) -> Iterator[Check]:
    yield _hours(team.people)
    without = [rep.name for rep in team.reps if rep.id not in plans]
    says = f"Compensation plans: {len(team.reps) - len(without)} of {len(team.reps)} reps have one"
    if not without:
        yield Check(state=State.OK, says=says)
    else:
        do = f"{', '.join(without)} will get no pay explanation until {until}."
        yield Check(state=State.NOT_SET, says=says, do=do)


def _hours(people: tuple[Person, ...]) -> Check:
    """By whose clock people are reminded."""
    zones = Counter(person.work.zone for person in people)
    says = f"Working hours go by {', '.join(f'{zone} ({count})' for zone, count in zones.items())}"
    if set(zones) != {"UTC"}:
        return Check(state=State.OK, says=says)
    do = "Is that where they are? Where no time_zone is given, the executive's counts, and without that UTC."
    return Check(state=State.LOOK, says=says, do=do)
