"""The figures of a benchmark say what they should; what a clock says is never tested."""

import json

from slack_bolt import App

from bot.slack.app import web_client
from evals.bench.figures import Measured, best, line, share, write
from evals.bench.sample import sample_app
from evals.faults.world import STARTS
from tests.slack.stub import stub_slack


def test_a_share_is_the_value_that_so_many_do_not_exceed():
    values = [float(n) for n in range(1, 101)]
    assert (share(values, 0.5), share(values, 0.99), share([7.0], 0.99)) == (51.0, 100.0, 7.0)


def test_the_best_round_counts():
    rounds = iter([3.0, 1.0, 2.0])
    assert best(3, lambda: next(rounds)) == 1.0


def test_an_aim_is_a_most_or_a_least_and_a_peer_a_ratio():
    quick = Measured("ack", 5, "ms", aim=50, peer=100)
    many = Measured("events", 200, "", aim=300, peer=50, more=True)
    assert (quick.reached, quick.ratio, many.reached, many.ratio) == (True, 20, False, 4)
    assert Measured("start", 1, "s").reached is None
    assert line(quick) == "| ack | 5 ms | under 50 | yes | 100 | 20.0 |"


def test_the_report_is_a_table_and_json(tmp_path):
    page = write([Measured("ack", 5, "ms", aim=50)], STARTS, tmp_path)
    assert "| ack | 5 ms |" in page.read_text()
    assert json.loads((tmp_path / "bench.json").read_text())["figures"][0]["reached"] is True


def test_the_peer_has_bolts_five_threads_and_calls_its_model_in_a_listener():
    with stub_slack() as slack:
        app = sample_app(web_client("xoxb-test", slack.url), "secret", str.upper)
    assert isinstance(app, App)
    assert app.listener_runner.listener_executor._max_workers == 5
    assert not app.process_before_response
