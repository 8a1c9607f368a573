"""The team that was set up in Slack, out of the store: as an office for the line, and as files to and fro."""

import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.line.office import Office, SetUp
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.settings import Settings
from bot.store.store import Store
from bot.team.audit import TeamVersion, told
from bot.team.changes import taken_over
from bot.team.sheet import Sheet, read_sheet, written
from bot.team.standing import STAND_IN, in_force
from bot.wiring import Opens, SetupProblem, load_comp_plans, load_team, to_mend, why_unread

log = logging.getLogger(__name__)


@dataclass
class KeptOffice:
    """Gives the office of the version in force; a version that any process wrote is taken in at the next call."""

    store: Store
    opens: Opens
    administrators: tuple[str, ...] = ()
    several_workspaces: bool = False
    _office: Office | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> Office:
        number, office = self.store.team_number(), self._office
        if office is not None and office.set_up is not None and office.set_up.number == number:
            return office
        with self._lock:
            self._office = self._opened(self.store.team())
            return self._office

    def _opened(self, version: TeamVersion | None) -> Office:
        sheet = version.sheet if version else Sheet()
        office = self.opens(in_force(sheet) or STAND_IN, kept_plans(self.store, sheet))
        number = version.number if version else 0
        return replace(office, set_up=SetUp(number, sheet, self.administrators, self.several_workspaces))


def offices_of(settings: Settings, store: Store, opens: Opens) -> Callable[[], Office]:
    """The office of the team file that somebody named, else of the team as it is set up. Raises SetupProblem."""
    file = settings.own_team_file
    if file is None:
        return KeptOffice(store, opens, settings.admins, settings.slack_client_id is not None)
    team = load_team(file)
    office = opens(team, load_comp_plans(team, file.parent))
    return lambda: office


def kept_plans(store: Store, sheet: Sheet) -> Mapping[str, tuple[CompPlan, ...]]:
    """Everyone's pay plans, in the order they take effect; one that cannot be read any more is left out, on the log."""
    texts = store.pay_plans(sheet.pay_plans)
    read = {name: load_comp_plan(text, name) for name, text in texts.items()}
    for name, plan in read.items():
        if not isinstance(plan, CompPlan):
            log.warning("The compensation plan %s cannot be read by this version of Planwright.", name)
    plans = {name: plan for name, plan in read.items() if isinstance(plan, CompPlan)}
    found = {person: [plans[name] for name in sheet.pay_plans_of(person) if name in plans] for person in sheet.people}
    return {who: tuple(sorted(own, key=lambda plan: plan.effective.starts)) for who, own in found.items() if own}


def import_team(store: Store, file: Path, by: str, at: datetime) -> tuple[str, ...]:
    """Take a team file with its pay plans in as the next version; gives what it changed, in lines. Raises SetupProblem.

    Who may set up the team, and who was invited, stays as it was.
    """
    sheet = _sheet(file)
    before = store.team()
    was = before.sheet if before else Sheet()
    for name in sorted(sheet.pay_plans):
        sheet = _renamed(sheet, name, store.keep_pay_plan(name, (file.parent / name).read_text("utf-8"), by, at))
    sheet = taken_over(was, sheet)
    changed = told(was, sheet)
    number = before.number + 1 if before else 1
    if changed and not store.keep_team(TeamVersion(number=number, at=at, by=by, sheet=sheet)):
        raise SetupProblem("Somebody changed the team at the same moment, so nothing was imported. Run it once more.")
    return changed


def _sheet(file: Path) -> Sheet:
    try:
        sheet = read_sheet(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise SetupProblem(
            f"{file} cannot be read: {why_unread(problem)}. Nothing was imported. Name a team file in UTF-8."
        ) from problem
    if not isinstance(sheet, Sheet):
        raise SetupProblem(to_mend(sheet))
    team = in_force(sheet)
    if team is not None:
        load_comp_plans(team, file.parent)
    return sheet


def _renamed(sheet: Sheet, name: str, kept_as: str) -> Sheet:
    for person in sheet.people if name != kept_as else ():
        own = sheet.pay_plans_of(person)
        if name in own:
            renamed = tuple(kept_as if each == name else each for each in own)
            sheet = sheet.having((person, "comp_plan"), renamed if len(renamed) > 1 else renamed[0])
    return sheet


def export_team(store: Store, folder: Path) -> tuple[Path, ...]:
    """Write the team in force as a team file with its pay plans, for its owner alone. Raises SetupProblem."""
    version = store.team()
    if version is None:
        raise SetupProblem(
            "No team was set up yet, so there is nothing to export. Set one up in Slack, or with "
            "`planwright team import`."
        )
    texts = store.pay_plans(version.sheet.pay_plans)
    files = {folder / "team.yaml": written(version.sheet).text} | {folder / name: text for name, text in texts.items()}
    there = next((file for file in files if file.exists()), None)
    if there is not None:
        raise SetupProblem(f"{there} is there already, and nothing is overwritten. Name another folder.")
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
    return tuple(files)
