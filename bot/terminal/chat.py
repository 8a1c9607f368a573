"""Talking to Planwright by hand: the interactive conversation of one member of the team."""

from pathlib import Path

from rich.console import Console

from bot.line.inbound import Upload
from bot.line.nudges.sweep import Sweep
from bot.line.office import Office
from bot.line.posts import PlanFile
from bot.store.store import Store
from bot.team.model import Person, Team
from bot.terminal.show import Screen
from bot.terminal.stage import Stage
from bot.wiring import Documents, now

LEAVE = {"quit", "exit", ":q"}


def choose(console: Console, team: Team) -> Person:
    """Ask which member of the team is typing."""
    for number, person in enumerate(team.people, 1):
        console.print(f"{number}. {person.name} ({person.role})")
    while True:
        answer = console.input("Who are you? Number or name: ").strip()
        found = find_person(team, answer)
        if found is not None:
            return found


def find_person(team: Team, name: str) -> Person | None:
    """A member by number in the list, by id, or by full or first name."""
    if name.isdecimal() and 0 < int(name) <= len(team.people):
        return team.people[int(name) - 1]
    said = name.casefold()
    return next((p for p in team.people if said in (p.id, p.name.casefold(), p.first_name.casefold())), None)


class Saver:
    """Puts documents that a person is sent into a folder."""

    def __init__(self, folder: Path, documents: Documents) -> None:
        self._folder, self._documents = folder, documents

    def __call__(self, file: PlanFile) -> str:
        content = self._documents(file.person, file.version, file.document)
        if content is None:
            return "There is no such document."
        kind, _, ending = file.document.partition(".")
        path = self._folder / f"{file.person}-{kind}-{file.state}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return f"saved as {path}"


def chat(console: Console, office: Office, store: Store, person: Person, folder: Path) -> None:
    """Hold the conversation until the person leaves; everything is stored as it goes."""
    team = office.team
    saver = Saver(folder, Documents(office, store, now))
    screen = Screen(console, lambda to: name_in(team, to), saver)
    session = f"chat/{person.id}/{now().isoformat()}"
    stage = Stage(office, store, now, screen.told, session, only_to=person.id)
    screen.note("Type your answers. import FILE sends a list of deals or accounts, quit leaves; everything is kept.")
    stage.run()
    stage.say(person, "hi")
    # A nudge comes after the greeting: it is then the last word, and "tomorrow" is an answer to it.
    Sweep(store, office, now, reaches=lambda one: one == person).work()
    stage.run()
    while (text := _typed(console, person)) is not None:
        file = _file(text)
        if file is None:
            stage.say(person, text)
        else:
            stage.play(person, Upload(name=file.name, ref=str(file), size=file.stat().st_size))


def _file(text: str) -> Path | None:
    """The file that "import deals.csv" names, where there is one."""
    verb, _, path = text.partition(" ")
    file = Path(path.strip()).expanduser()
    return file if verb.casefold() == "import" and path and file.is_file() else None


def _typed(console: Console, person: Person) -> str | None:
    """What the person types next, or None when they leave."""
    while True:
        try:
            text = console.input(f"[bold cyan]{person.first_name}:[/] ").strip()
        except (EOFError, KeyboardInterrupt):
            return None
        if text.casefold() in LEAVE:
            return None
        if text:
            return text


def name_in(team: Team, to: str) -> str:
    """The first name behind a post's recipient."""
    person = team.person(to)
    return person.first_name if person else to
