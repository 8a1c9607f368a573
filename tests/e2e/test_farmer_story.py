"""A Farmer's whole story in Slack, up to the approved plan."""

import pytest

from tests.e2e.workspace import Workspace, replies_of

BOTH = pytest.mark.parametrize("transport", ["socket", "http"], indirect=True)


@BOTH
def test_a_farmers_plan_is_approved_and_their_manager_follows_it(workspace: Workspace):
    priya, tomas, ruth = map(workspace.user, ("priya-natarajan", "tomas-lindqvist", "ruth-okafor"))
    with workspace.running():
        for reply in replies_of("priya-natarajan"):
            assert workspace.ask(priya, reply)
        assert "Nothing waits for you" in tomas.open_home()
        priya.click("Send to Ruth")
        ruth.hears("Priya Natarajan, Farmer: plan, version 1")
        seen = tomas.open_home()
        assert "version 1 waits for a decision\nPriya has waited for Ruth since" in seen
        assert "pay" not in workspace.ask(tomas, "hi").casefold()
        tomas.click_home("Open card")
        tomas.hears("Priya Natarajan, Farmer: plan, version 1")
        tomas.say("approve Priya")
        tomas.hears("Deciding on this plan is with Ruth Okafor")
        ruth.click("Approve")
        priya.hears("approved version 1")
        assert "approved" in priya.open_home()
