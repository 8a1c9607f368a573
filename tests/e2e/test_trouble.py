"""What goes wrong around the bot: it is killed, cut off, turned away, or its model is slow; nobody's word is lost."""

import threading
from dataclasses import replace

import pytest

from bot.line.inbound import Inbound, Message
from bot.slack.app import Connection
from bot.store.store import Store
from bot.wiring import now
from tests.coach.model_stub import Stub, assistant, heard
from tests.e2e.workspace import Workspace, opened
from tests.slack.people import PATIENCE, SlackUser, text_of, wait
from tests.slack.stub import Answer

LEO = "leo-brandt"
BUSY = 50
UNCLEAR = "look, the spreadsheet lives on another machine altogether"


def test_killed_in_mid_interview_it_goes_on_where_it_was(workspace: Workspace):
    leo = workspace.user(LEO)
    with workspace.started() as process:
        workspace.ask(leo, "hi")
        before = len(workspace.proxy.acknowledged)
        # Nothing is posted before the kill: a reply posted and not yet noted would rightly come twice.
        workspace.proxy.answers["chat.postMessage"] = [Answer(status=503)] * 20
        leo.say("1.06M against 1.2M")
        # From its receipt on, a message is the bot's own to answer.
        wait(lambda: len(workspace.proxy.acknowledged) > before, "it was not taken in")
        process.kill()
        process.wait()
    workspace.proxy.answers["chat.postMessage"] = []
    with workspace.started():
        workspace.settle()
        assert leo.all_text().count("88.3% of quota") == 1
        assert "batting average" in workspace.ask(leo, "no idea")


def test_a_silent_connection_is_noticed_and_made_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.running.connection", lambda app, token: Connection(app, token, ping_seconds=0.4))
    leo, proxy = workspace.user(LEO), workspace.proxy
    with workspace.running():
        workspace.ask(leo, "hi")
        proxy.go_silent()
        leo.say("1.06M against 1.2M")
        wait(lambda: len(proxy.relays) > 1 and proxy.relays[-1].is_open, "the dead connection was kept")
        proxy.deliver_again()
        leo.hears("88.3% of quota")


def test_a_connection_that_breaks_off_without_a_word_is_made_anew(workspace: Workspace):
    leo, proxy = workspace.user(LEO), workspace.proxy
    with workspace.running():
        workspace.ask(leo, "hi")
        proxy.break_off()
        wait(lambda: len(proxy.relays) > 1 and proxy.relays[-1].is_open, "it did not connect again")
        assert "88.3% of quota" in workspace.ask(leo, "1.06M against 1.2M")


def test_answers_that_slack_turns_away_arrive_in_their_order(workspace: Workspace):
    leo = workspace.user(LEO)
    says = ("hi", "1.06M against 1.2M", "progress")
    slow_down = Answer(error="ratelimited", status=429, headers={"Retry-After": "1"})
    with workspace.running() as store:
        workspace.proxy.answers["chat.postMessage"] = [slow_down, Answer(status=503)]
        for number, text in enumerate(says):
            leo.say(text)
            wait(lambda expected=number + 1: len(inbound(store)) == expected, "it was not taken in")
        workspace.settle()
        told = [line.text for line in store.transcript(LEO) if line.direction == "out"]
        everyone = [SlackUser(workspace.sandbox, person) for person in workspace.office.team.people if person.slack_id]
    assert len(workspace.proxy.asked("chat.postMessage")) == 2 + sum(len(one.bot_messages()) for one in everyone)
    assert [text_of(message)[:40] for message in leo.bot_messages()] == [text[:40] for text in told]


def inbound(store: Store) -> list[str]:
    return [line.text for line in store.transcript(LEO) if line.direction == "in"]


class Slow(Stub):
    """A model that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__(lambda _: heard(kind="other"))
        self.let_go, self.in_hand = threading.Event(), threading.Semaphore(0)

    def structured(self, request, schema):
        self.in_hand.release()
        self.let_go.wait(PATIENCE)
        return super().structured(request, schema)


def test_a_click_is_acknowledged_while_fifty_conversations_wait_for_a_slow_model(office, tmp_path, database):
    model = Slow()
    desk = replace(office, team=many(office.team), assistant=assistant(model))
    with opened(desk, tmp_path, database) as workspace, workspace.running() as store:
        for rep in desk.team.reps:
            hello = Inbound(key=f"hi/{rep.id}", person=rep.id, address=rep.id, event=Message(text="hi"), at=now())
            store.receive(hello)
        people = [SlackUser(workspace.sandbox, rep) for rep in desk.team.reps]
        workspace.settle()
        proxy = workspace.proxy
        try:
            for one in people:
                one.say(UNCLEAR)
            wait(lambda: proxy.acknowledged.count("events_api") == BUSY, "not every message was acknowledged")
            assert all(model.in_hand.acquire(timeout=PATIENCE) for _ in range(4))
            # Every worker is in a call now; nothing but a receipt can come before the model is let go.
            people[0].click("Yes, right")
            wait(lambda: "interactive" in proxy.acknowledged, "the click was not acknowledged")
            assert not model.let_go.is_set()
            assert model.requests == []
        finally:
            model.let_go.set()
        workspace.settle()


def many(team):
    """Fifty like the first Hunter."""
    like = team.reps[0]
    names = [{"id": f"rep{n}", "name": f"Rep {n}", "slack_id": f"U{n:03}"} for n in range(BUSY)]
    return team.model_copy(update={"reps": tuple(like.model_copy(update=one) for one in names)})
