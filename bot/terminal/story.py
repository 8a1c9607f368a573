"""A played story: what people type, scene by scene, through the real application; and the documents it leaves."""

from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rich.console import Console

from bot.documents.markdown import to_markdown
from bot.documents.rollup import rollup_pages
from bot.documents.summary import summary_pages
from bot.documents.word import to_docx
from bot.facts import Frozen
from bot.line.office import Office
from bot.plan.model import BusinessPlan
from bot.plan.rollup import roll_up
from bot.reading import fast_yaml
from bot.review.model import Review
from bot.review.summary import summarise
from bot.store.store import Store
from bot.team.model import Person
from bot.terminal.chat import Saver, name_in
from bot.terminal.show import Screen
from bot.terminal.stage import Stage, ticking
from bot.wiring import Documents, now


class Scene(Frozen):
    """One person's part: who speaks (a team id) and what they type."""

    title: str
    speaker: str
    says: tuple[str, ...]


class Story(Frozen):
    """Scenes in order; the story's clock begins at `starts`."""

    starts: datetime
    scenes: tuple[Scene, ...]


def read_story(text: str) -> Story:
    """Read a story file. Raises ValueError when it is not one."""
    data: Any = fast_yaml.load(text)
    scenes = [
        {"title": s["title"], "speaker": s["as"], "says": [str(line) for line in s["says"]]} for s in data["scenes"]
    ]
    return Story.model_validate({"starts": data["starts"], "scenes": scenes})


def play(story: Story, office: Office, store: Store, console: Console, folder: Path) -> None:
    """Play a story on the console; documents that people are sent go into `folder`."""
    clock = ticking(story.starts)
    screen = Screen(console, lambda to: name_in(office.team, to), Saver(folder, Documents(office, store, clock)))
    stage = Stage(office, store, clock, screen.told, "story")
    for scene in story.scenes:
        screen.heading(scene.title)
        speaker = _speaker(office, scene)
        for line in scene.says:
            screen.heard(speaker, line)
            stage.say(speaker, line)


def _speaker(office: Office, scene: Scene) -> Person:
    person = office.team.person(scene.speaker)
    if person is None:
        raise ValueError(f"The story's {scene.speaker} is not in the team file.")
    return person


def leave_documents(office: Office, store: Store, folder: Path) -> tuple[Path, ...]:
    """Write what came of it: each plan and pay explanation, the review summaries, the roll-up, and the typed plans.

    The folder is there.
    """
    reviews = [stored.value for stored in store.reviews(office.team.season.key).values() if stored.value]
    documents = Documents(office, store, now)
    written = [path for review in reviews for path in _of_one(review, documents, folder)]
    plans = {review.person: review.latest.plan for review in reviews if review.latest}
    rollup = rollup_pages(roll_up(office.team, list(plans.values())))
    typed = TypeAdapter(dict[str, BusinessPlan]).dump_json(plans, indent=2)
    contents = {
        "team-rollup.md": to_markdown(rollup).encode(),
        "team-rollup.docx": to_docx(rollup),
        "plan.json": typed,
    }
    return (*written, *(_write(folder / name, content) for name, content in contents.items()))


LEFT = ("plan.md", "plan.docx", "plan.pptx", "brief.docx", "pay.md", "pay.docx", "pay-at-home.docx")


def _of_one(review: Review, documents: Documents, folder: Path) -> list[Path]:
    latest = review.latest
    if latest is None:
        return []
    summary = to_markdown(summary_pages(summarise(review))).encode()
    contents = {name: documents(review.person, latest.number, name) for name in LEFT} | {"review-summary.md": summary}
    return [_write(folder / f"{review.person}-{name}", content) for name, content in contents.items() if content]


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
