"""Seeing it run: steps become counts, log lines and spans, and nothing that people wrote is in any of them."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.line.inbound import Inbound, Message
from bot.line.keeping import LEASE, MOST_LOST
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.observing import Observing
from bot.slack.app import web_client
from bot.store.queue import Waiting
from bot.store.standing import Standing
from bot.watching.health import STUCK, Health
from bot.watching.logs import JsonLines, Words
from bot.watching.metrics import Metrics
from bot.watching.watch import Step, Watch
from tests.line.conftest import Room
from tests.slack.stub import Answer

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def standing(since=None, backed_up=None) -> Standing:
    queue = Waiting(depth=3 if since else 0, oldest=since, free_since=since)
    return Standing({"inbox": queue, "outbox": Waiting(0, None, None)}, 7, backed_up)


def record(name="bot.line.worker", words="said %s", args=("a word",), **more) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "/x/worker.py", 12, words, args, more.pop("exc_info", None))
    made.__dict__.update(more)
    return made


def test_a_turn_and_its_post_are_counted_and_what_was_said_is_not(tmp_path):
    room, observing = Room(tmp_path / "watched.db"), Observing()
    observing.look_at(room.store, None)
    said = Inbound(key="message:D1:1.5", person="dana", address="U1", event=Message(text="our secret sauce"), at=NOW)
    room.store.receive(said)
    waiting = observing.metrics.page().decode()
    assert 'planwright_queue_depth{queue="inbox"} 1.0' in waiting
    Worker(room.store, room.office, lambda: NOW, "w", watch=observing.watch).work()
    sender = Sender(room.store, room.stage._deliver, lambda: NOW, "s", watch=observing.watch)
    while sender.work():
        pass
    page = observing.metrics.page().decode()
    assert 'planwright_turns_total{of="Message",outcome="ok"} 1.0' in page
    assert 'planwright_posts_total{of="Reply",outcome="sent"}' in page
    assert "planwright_turn_seconds_count 1.0" in page
    assert 'planwright_queue_depth{queue="inbox"} 0.0' in page
    assert "planwright_interviews_open 1.0" in page
    assert "sauce" not in page
    assert "dana" not in page
    room.store.close()


def test_the_executives_own_interview_is_none_that_a_plan_is_awaited_from(tmp_path):
    room, observing = Room(tmp_path / "watched.db"), Observing()
    observing.look_at(room.store, None, lambda: "dana")
    room.store.receive(Inbound(key="e1", person="dana", address="U1", event=Message(text="hi"), at=NOW))
    Worker(room.store, room.office, lambda: NOW, "w").work()
    assert "planwright_interviews_open 0.0" in observing.metrics.page().decode()
    room.store.close()


def test_what_another_did_not_come_back_with_and_what_is_given_up_is_counted(tmp_path):
    room, steps = Room(tmp_path / "watched.db"), []
    watch = Watch([steps.append])
    room.store.receive(Inbound(key="e1", person="dana", address="U1", event=Message(text="hi"), at=NOW))
    room.store.claim_inbound("gone", NOW, LEASE)
    Worker(room.store, room.office, lambda: NOW + LEASE, "w", watch=watch).work()
    for _ in range(MOST_LOST):
        room.store.claim_outbound("gone", NOW, LEASE)
        room.store.release_claims("gone")
    Sender(room.store, room.stage._deliver, lambda: NOW + LEASE, "s", watch=watch).work()
    told = [(step.what, step.of, step.outcome) for step in steps]
    assert told == [
        ("lease", "inbox", "lost"),
        ("turn", "Message", "ok"),
        ("lease", "outbox", "lost"),
        ("post", "Reply", "gave up"),
    ]
    room.store.close()


def test_a_turn_that_fails_is_told_with_the_kind_of_failure(tmp_path):
    room, steps = Room(tmp_path / "watched.db"), []
    room.store.receive(Inbound(key="e1", person="dana", address="U1", event=Message(text="hi"), at=NOW))
    worker = Worker(room.store, None, lambda: NOW, "w", watch=Watch([steps.append]))
    worker.work()
    (step,) = steps
    assert (step.what, step.key, step.outcome, step.counts) == ("turn", "e1", "AttributeError", {"attempt": 1})
    room.store.close()


def test_a_step_within_another_goes_by_its_key():
    steps: list[Step] = []
    watch = Watch([steps.append])
    with watch.step("turn", "Message", "message:D1:1.5"), watch.step("model", "understand"):
        watch.tell(Step("slack", "chat.update"))
    assert {step.key for step in steps} == {"message:D1:1.5"}


def test_every_call_of_slack_is_counted_by_method_and_outcome(slack):
    steps: list[Step] = []
    client = web_client("xoxb-1", slack.url, steps.append)
    client.auth_test()
    slack.answers["auth.test"] = [Answer(status=429, headers={"Retry-After": "1"}), Answer(error="invalid_auth")]
    for _ in range(2):
        with pytest.raises(Exception, match=r"auth\.test"):
            client.auth_test()
    assert [(step.of, step.outcome) for step in steps] == [
        ("auth.test", "ok"),
        ("auth.test", "429"),
        ("auth.test", "invalid_auth"),
    ]


def test_a_log_line_holds_the_step_and_is_one_json_object():
    step = Step("turn", "Message", "message:D1:1.5", "ok", 0.0123, {"attempt": 2})
    told = json.loads(JsonLines().format(record(words="turn Message", args=(), step=step)))
    assert (told["says"], told["key"], told["outcome"], told["ms"], told["attempt"]) == (
        "turn Message",
        "message:D1:1.5",
        "ok",
        12.3,
        2,
    )
    assert "ms=12.3" in Words().format(record(words="turn Message", args=(), step=step))


@pytest.mark.parametrize("style", [JsonLines(), Words()])
def test_a_librarys_words_and_an_exceptions_words_are_left_out(style):
    def fail():
        raise ValueError("my base salary is 85,000")

    try:
        fail()
    except ValueError as problem:
        about = (ValueError, problem, problem.__traceback__)
    for made in (
        record("slack_bolt.App", "failed on %s", ("my base salary is 85,000",)),
        record(words="an event failed", args=(), exc_info=about),
    ):
        assert "85,000" not in style.format(made)
    assert "test_watching.py" in style.format(made)


def test_it_is_ready_while_the_database_answers_and_work_moves():
    stands, clock = [standing()], [NOW]
    health = Health(lambda: stands[0], lambda: clock[0])
    assert health.trouble() is None
    stands[0] = None
    assert health.trouble() == "the database does not answer"
    stands[0], clock[0] = standing(since=NOW), NOW + STUCK / 2
    assert health.trouble() is None
    clock[0] = NOW + STUCK + timedelta(seconds=1)
    assert "the inbox is stuck" in (health.trouble() or "")
    health.tell(Step("post", "Reply"))
    assert "the inbox is stuck" in (health.trouble() or "")
    health.tell(Step("turn", "Message", outcome="ValueError"))
    assert health.trouble() is None


def test_a_database_that_is_gone_is_seen(tmp_path):
    room = Room(tmp_path / "gone.db")
    assert room.store.standing(NOW) is not None
    room.store.close()
    (tmp_path / "gone.db").write_bytes(b"no database any more" * 400)
    assert room.store.standing(NOW) is None


def test_the_age_of_the_last_backup_and_the_breaker_are_shown():
    metrics = Metrics(lambda: standing(backed_up=NOW), lambda: NOW + timedelta(hours=1))
    metrics.resting = lambda: True
    page = metrics.page().decode()
    assert "planwright_backup_age_seconds 3600.0" in page
    assert "planwright_model_resting 1.0" in page
    assert "planwright_database_up 0.0" in Metrics(lambda: None, lambda: NOW).page().decode()


def test_spans_of_one_event_are_one_trace_and_hold_no_contents():
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    from bot.watching.traces import through

    kept = memory.InMemorySpanExporter()
    watch = Watch((), through(export.SimpleSpanProcessor(kept)))
    with watch.step("turn", "Message", "message:D1:1.5"), watch.step("model", "phrase"):
        pass
    with watch.step("post", "Reply", "message:D1:1.5/0"):
        pass
    with watch.step("post", "Reply", "message:D1:1.6/0"):
        pass
    model, turn, post, other = kept.get_finished_spans()
    assert model.parent.span_id == turn.context.span_id
    assert model.context.trace_id == turn.context.trace_id == post.context.trace_id != other.context.trace_id
    assert set(turn.attributes) == {"of", "key"}


def test_a_process_that_cannot_store_what_comes_is_not_ready_until_it_can_or_a_minute_has_passed():
    times = iter([NOW, NOW, NOW, NOW, NOW + timedelta(seconds=59), NOW + timedelta(seconds=61)])
    health = Health(standing, lambda: next(times))
    full = Step("event", "Message", outcome="OperationalError")
    health.tell(full)
    health.tell(Step("event", "Message"))
    assert health.trouble() is None
    health.tell(full)
    why = health.trouble()
    assert why is not None
    assert "cannot be stored (OperationalError)" in why
    assert health.trouble() is None
