"""Short versions of every fault: each strikes, and everything that should be true still is."""

import json

import pytest

from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.clock import clock_jumps
from evals.faults.databases import locked, refused, restarts
from evals.faults.disk import full_disk
from evals.faults.kills import kills, stops
from evals.faults.model import RAMBLING, model_trouble
from evals.faults.order import out_of_order
from evals.faults.postgres import a_server
from evals.faults.racing import racing
from evals.faults.report import write
from evals.faults.slack import slack_trouble
from evals.faults.socket_mode import dead_socket
from evals.faults.truth import calm_run, posted
from evals.faults.world import a_world, at_work, fill, posting_to, until_done
from tests.store.conftest import empty_url  # noqa: F401

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    world = a_world(2, silent=1, most=5)
    return world, calm_run(world, tmp_path_factory.mktemp("calm"))


@pytest.fixture
def arena(calm, empty_url, tmp_path):  # noqa: F811
    return Arena(*calm, empty_url, tmp_path)


on_sqlite = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)


def wrong(found):
    assert found.struck, "it never struck"
    return {rule: count for rule, count in found.wrong.items() if count and rule != "replies seen twice"}


def test_a_process_that_is_killed_at_random_loses_nothing(arena):
    assert wrong(kills(arena, 3, longest=0.1)) == {}


def test_a_process_that_is_asked_to_end_leaves_nothing_in_hand(arena):
    assert wrong(stops(arena, 2, longest=0.1)) == {}


def test_two_bots_that_are_both_told_everything_do_it_once(arena):
    assert wrong(racing(arena, 2)) == {}


@on_sqlite
def test_a_clock_that_jumps_confuses_nobody(arena):
    assert wrong(clock_jumps(arena, 5)) == {}


@on_sqlite
def test_a_database_file_that_is_locked_for_too_long_is_waited_for(arena):
    assert wrong(locked(arena, 1, held=0.2)) == {}


@on_sqlite
def test_what_slack_gives_up_delivering_is_not_lost_in_silence(arena):
    found = refused(arena, 3)
    assert wrong(found) == {}
    assert found.figures["lost and sent again"]


@on_sqlite
def test_a_disk_that_is_full_costs_nothing_but_time(arena):
    assert wrong(full_disk(arena, 1, lasts=0.3)) == {}


@on_sqlite
def test_slack_in_trouble_gets_every_reply_in_the_end(arena):
    assert wrong(slack_trouble(arena, 6)) == {}


@on_sqlite
def test_a_connection_that_falls_silent_breaks_off_and_is_refused_loses_no_message(arena):
    assert wrong(dead_socket(arena, 2)) == {}


@on_sqlite
def test_what_comes_in_another_order_counts_once_and_in_the_order_it_came(arena):
    assert wrong(out_of_order(arena, share=0.5)) == {}


@on_sqlite
def test_a_model_in_trouble_stops_no_interview(empty_url, tmp_path):  # noqa: F811
    world = a_world(1, silent=1, most=3, between=RAMBLING)
    assert wrong(model_trouble(Arena(world, calm_run(world, tmp_path), empty_url, tmp_path), 4)) == {}


def test_a_server_that_is_restarted_under_load_is_waited_for(calm, tmp_path, postgres):
    with a_server() as server, server.database() as address:
        assert wrong(restarts(Arena(*calm, address, tmp_path), server, 1, pause=0)) == {}


@on_sqlite
def test_every_broken_rule_is_found(arena):
    store = Store.open(arena.url)
    fill(store, arena.world.messages)
    with at_work(store, arena.world, posting_to(arena.seen)):
        assert until_done(store, len(arena.world.messages))
    store.close()
    posts = posted(arena.seen)
    one, other = arena.world.talkers
    silent = arena.world.silent[0]
    assert wrong(arena.judge("nothing", 1, ended=True, posts=posts)) == {}
    posts[one] = posts[one][1:]
    posts[other] = [*reversed(posts[other]), "m1/model", "m2/model"]
    posts[silent] = [*posts[silent], "nudge/again"]
    found = arena.judge("bent", 1, ended=False, posts=posts)
    assert wrong(found) == {
        "did not come to its end": 1,
        "replies missing": 1,
        "people whose replies came out of order": 2,
        "people told twice that the model is away": 1,
        "people nudged a second time": 1,
    }
    assert not found.holds
    page = write([found], arena.world.began, arena.folder / "report")
    assert "1 replies missing" in page.read_text()
    assert json.loads((arena.folder / "report" / "faults.json").read_text())["faults"][0]["holds"] is False
