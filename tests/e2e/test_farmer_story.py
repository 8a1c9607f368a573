"""A Farmer's whole story in Slack, up to the approved plan."""

import pytest

from tests.e2e.workspace import Workspace, replies_of

BOTH = pytest.mark.parametrize("workspace", ["socket", "http"], indirect=True)


@BOTH
def test_a_farmers_plan_is_approved(workspace: Workspace):
    priya, ruth = workspace.user("priya-natarajan"), workspace.user("ruth-okafor")
    with workspace.running():
        for reply in replies_of("priya-natarajan"):
            assert workspace.ask(priya, reply)
        priya.click("Send to Ruth")
        ruth.hears("Priya Natarajan, Farmer: plan, version 1")
        ruth.click("Approve")
        priya.hears("approved version 1")
        assert "approved" in priya.open_home()
