"""Play the sample story at the sandbox and take the README's pictures of it.

python -m tests.slack.take_readme_pictures docs
"""

import sys
import tempfile
from pathlib import Path

from bot.data import knowledge_folder
from bot.running import Tokens, connected
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, running
from bot.store.store import Store
from bot.terminal.story import read_story
from bot.wiring import build_office
from tests.slack.people import CACHE, SlackUser, bot_is_connected, wait
from tests.slack.take_screenshot import take

SAMPLE = knowledge_folder() / "sample-team"
INTERVIEW_WIDTH, CARD_WIDTH = 760, 480
FIRST_REPLIES = 4


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    office = build_office(SAMPLE / "team.yaml")
    replies = read_story((SAMPLE / "story.yaml").read_text(encoding="utf-8")).scenes[0].says
    with tempfile.TemporaryDirectory() as scratch, running(office.team, CACHE, port=0) as sandbox:
        store = Store.open(f"sqlite:///{scratch}/pictures.db")
        with connected(office, store, Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=sandbox.api_url)):
            wait(lambda: bot_is_connected(sandbox), "the bot did not connect")
            rep, executive = SlackUser(sandbox, office.team.reps[0]), SlackUser(sandbox, office.team.executive)
            for place, reply in enumerate(replies):
                rep.ask(reply)
                if place == FIRST_REPLIES:
                    take(sandbox.address, rep.person.slack_id, folder / "interview.png", width=INTERVIEW_WIDTH)
            executive.hears("plan, version 1")
            take(sandbox.address, executive.person.slack_id, folder / "review-card.png", width=CARD_WIDTH, height=1600)
            rep.open_home()
            take(sandbox.address, rep.person.slack_id, folder / "home.png", width=INTERVIEW_WIDTH, home=True)
        store.close()


if __name__ == "__main__":
    main()
