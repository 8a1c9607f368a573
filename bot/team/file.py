"""The team file: `team.yaml` into a Team, or every problem with its line and what is expected there.

The fields are documented in `knowledge/sample-team/README.md`. Nothing here prints or logs what the file says.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.season import DEFAULT, Season
from bot.cycle.tasks import ESCALATE_AFTER
from bot.cycle.wishes import Habit, Profile
from bot.cycle.working import Work
from bot.facts import Ratio
from bot.reading.yaml_lines import Path, Problem, YamlDocument, read_yaml
from bot.reading.yaml_problems import problems_of
from bot.team.entries import LastYearEntry, PersonEntry, RepEntry, TeamEntry
from bot.team.model import LastYear, Person, Rep, Role, Team
from bot.team.services import USUAL
from bot.team.working_entries import out_of_place

Placed = tuple[Path, PersonEntry]


def read_team(text: str, name: str) -> Team | list[Problem]:
    """Read the text of a team file; `name` is what its problems and the figures taken from it call it."""
    document = read_yaml(text, name)
    if isinstance(document, Problem):
        return [document]
    try:
        entry = TeamEntry.model_validate(document.value)
    except ValidationError as error:
        return problems_of(error, document, TeamEntry)
    return sorted(_contradictions(entry, document), key=lambda problem: problem.line or 0) or _team(entry, document)


def _people(entry: TeamEntry) -> Iterator[Placed]:
    yield ("executive",), entry.executive
    yield from (((("managers", at), person)) for at, person in enumerate(entry.managers))
    yield from ((("reps", at), person) for at, person in enumerate(entry.reps))


def _id(person: PersonEntry) -> str:
    """The id as written, or the name in plain lower-case letters: "Zoë O'Neil" is "zoe-o-neil"."""
    letters = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode().casefold()
    return person.id or "-".join(re.findall("[a-z0-9]+", letters))


def _contradictions(entry: TeamEntry, document: YamlDocument) -> Iterator[Problem]:
    """What is wrong between fields that are each fine."""
    people = list(_people(entry))
    yield from _nameless(people, document)
    yield from _doubled(people, document)
    if not entry.reps:
        yield _problem(document, ("reps",), '"reps" is empty', "at least one person who writes a plan")
    yield from _no_viewers(entry, document)
    yield from _misplaced(entry, document)
    for at, rep in enumerate(entry.reps):
        yield from _unmanaged(rep, ("reps", at), entry, document)
        yield from _overcounted(rep.last_year, ("reps", at, "last_year"), document)


def _problem(document: YamlDocument, path: Path, wrong: str, expected: str) -> Problem:
    return Problem(file=document.file, line=document.line_of(path), wrong=wrong, expected=expected)


def _misplaced(entry: TeamEntry, document: YamlDocument) -> Iterator[Problem]:
    """Milestones that do not come in their order."""
    for milestone, wrong, expected in out_of_place(_season(entry), entry.calendar.offsets(entry.fiscal_year_start)):
        yield _problem(document, ("calendar", milestone), wrong, expected)


def _season(entry: TeamEntry) -> Season:
    given = entry.calendar.offsets(entry.fiscal_year_start)
    return Season(year=FiscalYear(starts=entry.fiscal_year_start), offsets={**DEFAULT, **given})


def _nameless(people: list[Placed], document: YamlDocument) -> Iterator[Problem]:
    for path, person in people:
        if not _id(person):
            wrong = f'no id can be made of the name "{person.name}"'
            yield _problem(document, (*path, "name"), wrong, 'a line "id: …" in lower-case letters')


def _keys(person: PersonEntry) -> list[tuple[str, str]]:
    """What must be a person's own, by field."""
    keys = [("name", person.name.casefold()), ("id", _id(person)), ("slack_id", person.slack_id or "")]
    return [(field, value) for field, value in keys if value]


def _doubled(people: list[Placed], document: YamlDocument) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for path, person in people:
        keys = _keys(person)
        # Two of one name share an id as well; the first thing shared is enough to say.
        shared = next((key for key in keys if key in seen), None)
        if shared:
            wrong = f'"{shared[0]}" of {person.name} is that of the person on line {seen[shared]}'
            expected = "each person once, with a name, id and Slack ID of their own"
            yield _problem(document, (*path, shared[0]), wrong, expected)
        seen |= {key: document.line_of((*path, key[0])) for key in keys if key not in seen}


def _named(people: Sequence[PersonEntry]) -> dict[str, str]:
    """Each way of naming one of these people, and their id."""
    return {key: _id(person) for person in people for key in (person.name.casefold(), _id(person))}


def _managers(entry: TeamEntry) -> dict[str, str]:
    return _named((entry.executive, *entry.managers))


def _no_viewers(entry: TeamEntry, document: YamlDocument) -> Iterator[Problem]:
    """Reps see no pay but their own, so a viewer is one of the managers; the executive sees pay without being named."""
    for at, name in enumerate(entry.pay_viewers):
        if name.casefold() not in _named(entry.managers):
            wrong = f'"pay_viewers" names "{name}", who is not among the managers'
            names = " or ".join(person.name for person in entry.managers) or "a person listed under managers"
            yield _problem(document, ("pay_viewers", at), wrong, names)


def _unmanaged(rep: RepEntry, path: Path, entry: TeamEntry, document: YamlDocument) -> Iterator[Problem]:
    if rep.manager is not None and rep.manager.casefold() not in _managers(entry):
        names = " or ".join(person.name for person in (*entry.managers, entry.executive))
        yield _problem(document, (*path, "manager"), f'"manager" is "{rep.manager}", who is no manager here', names)


def _overcounted(last_year: LastYearEntry, path: Path, document: YamlDocument) -> Iterator[Problem]:
    won, decided = last_year.won, last_year.decided
    if (won is None) != (decided is None):
        given = "won" if decided is None else "decided"
        wrong = f'"{given}" stands alone'
        yield _problem(document, (*path, given), wrong, '"won" and "decided" (won plus lost) together')
    elif won is not None and decided is not None and won > decided:
        wrong = f'"won" is {won}, and "decided" is {decided}'
        yield _problem(document, (*path, "won"), wrong, "at most as many won as were decided (won plus lost)")
    elif decided == 0:
        yield _problem(document, (*path, "decided"), '"decided" is 0', "both lines left out when nothing was decided")


def _team(entry: TeamEntry, document: YamlDocument) -> Team:
    return Team(
        company=entry.company,
        fiscal_year=FiscalYear(starts=entry.fiscal_year_start),
        currency=entry.currency,
        country=entry.country,
        ramp_months=entry.ramp_months,
        service_lines=entry.service_lines or USUAL,
        budgeted_revenue=entry.budgeted_revenue,
        last_year_budget=entry.last_year_budget,
        last_year_revenue=entry.last_year_revenue,
        calendar=_season(entry).offsets,
        habit=Habit(profile=entry.nudges or Profile.LIGHT, most_a_week=entry.nudges_a_week),
        escalate_after=entry.escalate_after or ESCALATE_AFTER,
        executive=_executive(entry),
        managers=tuple(_person(person, Role.MANAGER, entry) for person in entry.managers),
        pay_viewers=tuple(dict.fromkeys(_named(entry.managers)[name.casefold()] for name in entry.pay_viewers)),
        reps=tuple(_rep(rep, ("reps", at), entry, document) for at, rep in enumerate(entry.reps)),
        file=document.file,
    )


def _work(person: PersonEntry, entry: TeamEntry) -> Work:
    """A person's working time: their own, where the file gives it, else the team's."""
    opens, closes = person.working_hours or entry.working_hours or (Work().opens, Work().closes)
    return Work(
        zone=person.time_zone or entry.executive.time_zone or "UTC",
        country=person.country or entry.country,
        opens=opens,
        closes=closes,
        days=person.working_days or entry.working_days or Work().days,
        away=(*entry.closed, *person.leave),
    )


def _person(person: PersonEntry, role: Role, entry: TeamEntry) -> Person:
    return Person(
        id=_id(person),
        name=person.name,
        role=role,
        title=person.title,
        email=person.email,
        slack_id=person.slack_id,
        workspace=person.workspace,
        work=_work(person, entry),
    )


def _executive(entry: TeamEntry) -> Person:
    person = _person(entry.executive, Role.EXECUTIVE, entry)
    return person.model_copy(update={"comp_plans": entry.executive.comp_plan})


def _rep(rep: RepEntry, path: Path, entry: TeamEntry, document: YamlDocument) -> Rep:
    manager = _id(entry.executive) if rep.manager is None else _managers(entry)[rep.manager.casefold()]
    return Rep(
        id=_id(rep),
        name=rep.name,
        role=rep.role,
        title=rep.title,
        email=rep.email,
        slack_id=rep.slack_id,
        workspace=rep.workspace,
        work=_work(rep, entry),
        manager=manager,
        goal=rep.goal,
        last_year=_last_year(rep.last_year),
        comp_plans=rep.comp_plan,
        lines=_lines(path, document),
    )


def _last_year(entry: LastYearEntry) -> LastYear:
    won = Ratio(part=entry.won, whole=entry.decided) if entry.won is not None and entry.decided else None
    return LastYear(quota=entry.quota, revenue=entry.revenue, won=won, average_deal=entry.average_deal)


def _lines(path: Path, document: YamlDocument) -> dict[str, int]:
    """The line of each field of a rep that the file gives, dotted: "last_year.quota"."""
    inside = ((place[len(path) :], line) for place, line in document.lines.items() if place[: len(path)] == path)
    return {".".join(map(str, rest)): line for rest, line in inside if rest}
