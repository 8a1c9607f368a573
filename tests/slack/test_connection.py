"""The Socket Mode connection: one that answers is kept. What becomes of one that dies is tried among the faults."""

from bot.slack.app import MOST_PINGS, Connection, build_app, web_client
from evals.faults.socket_server import socket_slack
from tests.slack.conftest import reception
from tests.slack.people import wait


def test_a_connection_that_answers_is_kept(slack, team) -> None:
    app = build_app(web_client("xoxb-test", slack.url), reception(team, print))
    connection = Connection(app, "xapp-test", ping_seconds=0.2)
    with socket_slack() as server:
        connection.client.issue_new_wss_url = lambda: server.url
        try:
            connection.connect()
            wait(lambda: server.pings > 2 * MOST_PINGS, "it did not ask for a sign of life")
            assert server.opened == 1
        finally:
            connection.close()
