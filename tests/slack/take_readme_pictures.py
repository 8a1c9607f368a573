"""Play the sample story at the sandbox and take the README's pictures of it, small enough to be committed.

python -m tests.slack.take_readme_pictures .github/pictures
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from bot.terminal.story import read_story
from bot.wiring import build_office
from tests.e2e.workspace import SAMPLE, Workspace, opened
from tests.slack.browser import Browser, browser
from tests.slack.people import SlackUser

INTERVIEW, CARD = (760, 900), (480, 1600)
COLORS = 64
FIRST_REPLIES = 5


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    office = build_office(SAMPLE / "team.yaml")
    replies = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes[0].says
    with (
        tempfile.TemporaryDirectory() as scratch,
        opened(office, Path(scratch), f"sqlite:///{scratch}/slack.db") as workspace,
        workspace.running(),
    ):
        rep, executive = workspace.user(office.team.reps[0].id), workspace.user(office.team.executive.id)
        for reply in replies[:FIRST_REPLIES]:
            workspace.ask(rep, reply)
        with _sits_before(workspace, rep, INTERVIEW) as page:
            page.picture(folder / "interview.png")
        for reply in replies[FIRST_REPLIES:]:
            workspace.ask(rep, reply)
        with _sits_before(workspace, executive, CARD) as page:
            page.sees("plan, version 1")
            page.picture_of_the_last(folder / "review-card.png")
    for name in ("interview.png", "review-card.png"):
        Image.open(folder / name).convert("RGB").quantize(COLORS).save(folder / name, optimize=True)


@contextmanager
def _sits_before(workspace: Workspace, who: SlackUser, size: tuple[int, int]) -> Iterator[Browser]:
    with browser(workspace.sandbox.address, *size) as page:
        page.act_as(who.person.slack_id or "")
        page.sees("planwright")
        yield page


if __name__ == "__main__":
    main()
