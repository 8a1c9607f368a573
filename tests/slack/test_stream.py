"""An answer shown while it is written: checked first, ended in every case, and never the only copy of a reply."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.coach.llm.assistant import Assistant
from bot.coach.llm.port import Request, Trouble
from bot.library.model import Answer as FromLibrary
from bot.library.model import Citation
from bot.line.inbound import Event, Inbound, Mention, Message, Stopped, stop_key
from bot.line.keeping import LEASE
from bot.line.office import Office
from bot.line.sending import Sender as Outbox
from bot.line.worker import Worker
from bot.slack.address import address_in
from bot.slack.app import web_client
from bot.slack.pace import Pace
from bot.slack.sender import Sender
from bot.slack.stream import APPEND, START, STOP, Streams
from bot.store.store import Store
from bot.terminal.stage import ticking
from tests.coach.model_stub import USAGE, Stub, assistant
from tests.line.conftest import STARTS, TEAM, office
from tests.slack.messages import Message as Seen
from tests.slack.stub import Answer, StubSlack
from tests.store.migrated import new_file

QUESTION = "What if my run-rate already covers most of the goal?"
PASSAGE = "Cover of the goal by run-rate is low under 50%. A good plan says what new business closes the gap."
FIRST = "Your run-rate is low cover for the goal [1]."
SECOND = "A good plan says what new business closes the gap [1]."
THIRD = "Then say what you will do about it [1]."
INVENTED = "In fact you need 37 new accounts [1]."
TEAM_IN_SLACK = TEAM.model_copy(
    update={"reps": tuple(rep.model_copy(update={"slack_id": f"U0{rep.id.upper()}"}) for rep in TEAM.reps)}
)


@cache
def read_office() -> Office:
    return office(TEAM_IN_SLACK)


@cache
def prepared() -> Assistant:
    return assistant(Stub())


@dataclass
class Line:
    """The real line before the stand-in: one worker, one sender, and a model that says what a test wants."""

    slack: StubSlack
    store: Store
    says: Callable[[Request], object] = lambda _: f"{FIRST} {SECOND} {THIRD}"
    model: Stub | None = None
    numbers: int = 0

    def __post_init__(self) -> None:
        self.starts(STARTS)
        self.hand_in(Message(text="hi"))
        self.runs()

    def starts(self, at: datetime) -> None:
        """A process, begun at this time, with what an earlier one left in the store."""
        self.clock = ticking(at)
        self.pace = Pace()
        library = FromLibrary(answer="The library's own words.", citations=(PASSAGE_CITED,))
        made = prepared()
        model = Assistant(self.model or Stub(self._said), made.prompts, made.limits, self.clock, words=made.words)
        desk = replace(read_office(), ask=lambda _: library, assistant=model)
        address = address_in(TEAM_IN_SLACK)
        clients = lambda _: web_client("xoxb-test", self.slack.url)  # noqa: E731 - the shape of a wire
        screen = Streams(clients, address, self.pace, self.clock)
        self.worker = Worker(self.store, desk, self.clock, "w", screen=screen)
        sender = Sender(clients, address, lambda *_: None, self.clock, self.pace)
        self.outbox = Outbox(self.store, sender.send, self.clock, "out")

    def _said(self, request: Request) -> object:
        return self.says(request) if request.job.value == "answer" else None

    def hand_in(self, event: Event, key: str | None = None) -> str:
        self.numbers += 1
        key = key or f"message:D1:{self.numbers}.5"
        self.store.receive(Inbound(key=key, person="dana", address="U0DANA", event=event, at=self.clock()))
        return key

    def runs(self) -> None:
        while self.worker.work() or self.outbox.work():
            pass

    def asks(self, question: str = QUESTION) -> list[Seen]:
        """What the person sees that was not there before, streams first."""
        before = set(self.slack.messages.by_ts)
        self.hand_in(Message(text=question))
        self.runs()
        return self.seen(before)

    def seen(self, before: set[str]) -> list[Seen]:
        new = [message for ts, message in self.slack.messages.by_ts.items() if ts not in before]
        return sorted(new, key=lambda message: message.thread is None)


PASSAGE_CITED = Citation(document="Method", heading="Run-rate", rules=("M09",), passage=PASSAGE)


@pytest.fixture
def line(slack: StubSlack, tmp_path: Path) -> Line:
    return Line(slack, Store.open(new_file(tmp_path / "line.db")))


def methods(slack: StubSlack) -> list[str]:
    """What was asked of Slack's conversations after the first greeting."""
    return [method for method, _ in slack.calls if method.startswith("chat.")][1:]


def test_an_answer_is_shown_as_it_is_written_and_ended_with_its_sources_and_thumbs(line: Line) -> None:
    answer, question = line.asks()
    assert methods(line.slack) == [START, APPEND, APPEND, STOP, "chat.postMessage"]
    assert [call["markdown_text"] for call in line.slack.asked(START)] == [FIRST]
    assert (answer.thread, answer.is_streaming) == ("2.5", False)
    assert answer.seen.startswith(f"{FIRST} {SECOND} {THIRD}\n\n[1] ")
    assert answer.blocks[-1]["type"] == "context_actions"
    assert question.thread is None
    assert "Is that right?" in question.seen


def test_the_answer_in_the_transcript_is_the_one_that_was_shown(line: Line) -> None:
    answer, question = line.asks()
    told = [told.text for told in line.store.transcript("dana") if told.direction == "out"][-2:]
    assert told[0] == answer.seen
    assert told[1].split()[-1] == question.seen.split()[-1]


@pytest.mark.parametrize(
    "bad", [INVENTED, "Your base is forty thousand.", "Click https://evil.example now.", "NOT HERE"]
)
def test_a_sentence_that_fails_its_check_never_reaches_slack_and_what_was_shown_is_replaced(
    line: Line, bad: str
) -> None:
    line.says = lambda _: f"{FIRST} {SECOND} {bad} {THIRD}"
    answer, *_ = line.asks()
    assert bad not in str(line.slack.calls)
    assert answer.seen == "The library's own words."
    assert FIRST not in answer.seen
    assert not line.slack.messages.streaming


def test_what_would_not_stand_as_an_answer_by_itself_is_not_shown_yet(line: Line) -> None:
    line.says = lambda _: f"Under 50% the cover is low. {SECOND}"
    line.asks()
    assert [call["markdown_text"] for call in line.slack.asked(START)] == [f"Under 50% the cover is low. {SECOND}"]


@pytest.mark.parametrize(
    "says",
    ["", "word " * 20_000, "I'm sorry, but I can't help with that.", "Lo siento, no puedo ayudarle con eso.", None],
)
def test_what_is_no_answer_is_neither_streamed_nor_missed(line: Line, says: str | None) -> None:
    line.says = lambda _: says
    *_, answer = line.asks()
    assert START not in methods(line.slack)
    assert answer.seen.startswith("The library's own words.")


def test_an_answer_that_breaks_off_after_it_was_shown_is_replaced_too(line: Line) -> None:
    class Breaks(Stub):
        def prose(self, request: Request, on_sentence: Callable[[str], bool]) -> Trouble:
            assert on_sentence(FIRST)
            return Trouble("cut off", USAGE)

    line.model = Breaks()
    line.starts(line.clock())
    answer, *others = line.asks()
    assert answer.seen == "The library's own words."
    assert any("is away for now" in seen.seen for seen in others)


@pytest.mark.parametrize(
    "refusal",
    [
        Answer(error="missing_scope"),
        Answer(error="unknown_method"),
        Answer(error="ratelimited", status=429, headers={"Retry-After": "30"}),
        Answer(status=503),
        Answer(hang_up=True),
    ],
)
def test_where_slack_starts_no_stream_the_reply_is_posted_whole(line: Line, refusal: Answer) -> None:
    # The client tries once more by itself where the connection was lost.
    line.slack.answers[START] = [refusal, refusal]
    (answer,) = line.asks()
    assert answer.thread is None
    assert answer.seen.startswith(f"{FIRST} {SECOND} {THIRD}")
    assert "Is that right?" in answer.seen


@pytest.mark.parametrize("method", [START, STOP])
def test_a_limit_that_is_reached_means_a_plain_post_and_no_wait(line: Line, method: str) -> None:
    line.pace.pause(method, STARTS + timedelta(hours=9))
    (answer,) = line.asks()
    assert methods(line.slack) == ["chat.postMessage"]
    assert answer.seen.startswith(FIRST)


def test_what_there_is_no_leave_to_add_comes_with_the_end(line: Line) -> None:
    line.pace.pause(APPEND, STARTS + timedelta(hours=9))
    answer, _ = line.asks()
    assert methods(line.slack) == [START, STOP, "chat.postMessage"]
    assert answer.text == FIRST
    assert answer.blocks[0]["text"]["text"].startswith(f"{SECOND} {THIRD}")


def test_a_stream_that_slack_closes_in_the_middle_is_put_right(line: Line) -> None:
    def closes(_: Request) -> str:
        line.slack.answers[APPEND] = [Answer(error="message_not_in_streaming_state")]
        return f"{FIRST} {SECOND} {THIRD}"

    line.says = closes
    line.slack.answers[STOP] = [Answer(error="message_not_in_streaming_state")]
    line.hand_in(Message(text=QUESTION))
    assert line.worker.work()
    line.slack.messages.close()
    line.runs()
    (answer,) = [seen for seen in line.slack.messages.by_ts.values() if seen.thread]
    assert methods(line.slack) == [START, APPEND, STOP, "chat.update", "chat.postMessage"]
    assert answer.seen.startswith(f"{FIRST} {SECOND} {THIRD}\n\n[1] ")


def test_a_stream_that_is_gone_or_cannot_be_changed_is_posted_anew(line: Line) -> None:
    for code in ("message_not_found", "streaming_state_conflict"):
        line.slack.answers[STOP] = [Answer(error="message_not_found")]
        line.slack.answers["chat.update"] = [Answer(error=code)]
        seen = line.asks()
        assert len([each for each in seen if each.thread is None and each.seen.startswith(FIRST)]) == 1


def test_slack_in_trouble_at_the_end_only_puts_it_off(line: Line) -> None:
    line.slack.answers[STOP] = [Answer(status=503)]
    line.hand_in(Message(text=QUESTION))
    assert line.worker.work()
    assert line.outbox.work()
    assert line.slack.messages.streaming
    line.starts(line.clock() + timedelta(minutes=1))
    line.runs()
    (answer,) = [seen for seen in line.slack.messages.by_ts.values() if seen.thread]
    assert not answer.is_streaming
    assert answer.seen.startswith(f"{FIRST} {SECOND} {THIRD}")


@pytest.mark.parametrize("again", [f"{FIRST} {SECOND} {THIRD}", SECOND, f"{FIRST} {INVENTED}"])
def test_a_process_that_dies_before_the_turn_is_written_leaves_one_whole_answer(line: Line, again: str) -> None:
    """Killed between an append and the commit: the next process ends the same stream, and shows no second one."""
    commit = line.store.commit
    line.store.commit = _dies  # type: ignore[method-assign]
    line.hand_in(Message(text=QUESTION))
    with pytest.raises(SystemExit):
        line.worker.work()
    assert [seen.text for seen in line.slack.messages.streaming] == [f"{FIRST} {SECOND} {THIRD}"]
    line.store.commit = commit  # type: ignore[method-assign]
    line.starts(line.clock() + LEASE)
    line.says = lambda _: again
    line.runs()
    streams = [seen for seen in line.slack.messages.by_ts.values() if seen.thread]
    assert len(streams) == len(line.slack.asked(START)) == 1
    assert not line.slack.messages.streaming
    told = [told.text for told in line.store.transcript("dana") if told.direction == "out"]
    assert streams[0].seen == told[-2]
    assert len([text for text in told if text == streams[0].seen]) == 1


def _dies(_: object) -> bool:
    raise SystemExit


def test_a_process_that_dies_after_the_end_and_before_it_is_noted_says_it_once(line: Line) -> None:
    line.hand_in(Message(text=QUESTION))
    assert line.worker.work()
    sent = line.store.sent
    line.store.sent = lambda *_: _dies(_)  # type: ignore[method-assign]
    with pytest.raises(SystemExit):
        line.outbox.work()
    line.store.sent = sent  # type: ignore[method-assign]
    line.starts(line.clock() + LEASE)
    line.runs()
    (answer,) = [seen for seen in line.slack.messages.by_ts.values() if seen.thread]
    assert answer.seen.count(FIRST) == 1
    assert answer.seen.startswith(f"{FIRST} {SECOND} {THIRD}\n\n[1] ")


def test_stop_ends_the_stream_with_what_was_shown_and_nothing_counts(line: Line) -> None:
    before = line.store.load("dana", TEAM.season.key).value

    def pressed(_: Request) -> str:
        return f"{FIRST} {SECOND} {THIRD}"

    append = line.worker.screen.add  # type: ignore[union-attr]

    class Watched(Streams):
        def add(self, inbound: Inbound, shown: object, more: str) -> object:  # type: ignore[override]
            added = append(inbound, shown, more)  # type: ignore[arg-type]
            line.hand_in(Stopped(of=inbound.key), stop_key(inbound.key))
            return added

    old = line.worker.screen
    assert isinstance(old, Streams)
    watched = Watched(old.clients, old.address, old.pace, old.now)
    line.worker = replace(line.worker, screen=watched)
    line.says = pressed
    (answer,) = line.asks()
    assert answer.seen.startswith(f"{FIRST} {SECOND}\n\nStopped.")
    assert THIRD not in str(line.slack.calls)
    assert not answer.is_streaming
    assert line.store.load("dana", TEAM.season.key).value == before


def test_only_a_message_in_the_persons_own_conversation_is_answered_in_a_stream(line: Line) -> None:
    line.hand_in(Mention(channel="C1", text=QUESTION), "message:C1:9.9")
    line.runs()
    assert START not in methods(line.slack)
    assert "chat.postEphemeral" in methods(line.slack)


def test_what_is_asked_about_pay_is_never_streamed(line: Line) -> None:
    line.asks("What commission do I earn at 120%?")
    line.asks("What is my base salary?")
    assert START not in methods(line.slack)


def test_a_stream_is_ended_behind_the_posts_that_came_before_it(line: Line) -> None:
    line.hand_in(Message(text="yes"))
    line.hand_in(Message(text=QUESTION))
    while line.worker.work():
        pass
    assert line.slack.messages.streaming
    line.runs()
    ended = [method for method in methods(line.slack) if method in (STOP, "chat.postMessage")]
    assert ended == ["chat.postMessage", STOP, "chat.postMessage"]
