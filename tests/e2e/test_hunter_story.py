"""A Hunter's whole story in Slack: interview, draft, review, changes asked for, second version, approval."""

import pytest

from bot.plan.model import Section
from tests.e2e.workspace import Workspace, replies_of

BOTH = pytest.mark.parametrize("transport", ["socket", "http"], indirect=True)


@BOTH
def test_a_hunters_plan_goes_from_the_first_hello_to_an_approved_second_version(workspace: Workspace):
    dana, ruth = workspace.user("dana-reyes"), workspace.user("ruth-okafor")
    replies = replies_of("dana-reyes")
    half = len(replies) // 2

    with workspace.running():
        for reply in replies[:half]:
            assert workspace.ask(dana, reply)

    with workspace.running() as store:
        for reply in replies[half:]:
            workspace.ask(dana, reply)
        assert "it adds up" in dana.all_text()

        (canvas,) = workspace.proxy.agent.canvases.by_id.values()
        assert canvas.readers == {dana.person.slack_id}
        assert "Open it" in dana.all_text()

        dana.click("Send to Ruth")
        dana.hears("version 1 is with Ruth")
        card = ruth.hears("Dana Reyes, Hunter: plan, version 1")
        assert "$1,400,000" in card
        ruth.click("Open plan")
        ruth.hears("Dana Reyes, version 1")

        ruth.click("Request changes")
        assert ruth.submit({}) != {}
        assert ruth.submit({Section.TARGETS: "Four names are too few for this goal"}) == {}
        dana.hears("Four names are too few for this goal")
        ruth.hears("asked for changes on version 1")

        assert ruth.person.slack_id in canvas.readers
        assert "Cyberdyne" not in canvas.markdown

        dana.say("I add Cyberdyne 50k and Initech 45k")
        dana.hears("Version 2 is ready")
        dana.click("Send to Ruth")
        ruth.hears("I add Cyberdyne 50k and Initech 45k")
        ruth.click("Approve")
        dana.hears("approved version 2")
        ruth.hears("approved version 2")
        assert "approved" in dana.open_home()
        assert "version 2 approved" in ruth.open_home()

        workspace.settle()
        assert list(workspace.proxy.agent.canvases.by_id.values()) == [canvas]
        assert "Cyberdyne" in canvas.markdown

        names = [file["name"] for file in dana.files()]
        assert any(name.endswith(".docx") for name in names)
        assert any("pay" in name for name in names)
        review = store.review("dana-reyes", workspace.office.team.season.key).value
    assert review is not None
    assert [entry.action for entry in review.history] == ["submit", "request changes", "answer", "submit", "approve"]
    latest = review.latest
    assert latest is not None
    assert latest.plan.targets is not None
    assert [target.name for target in latest.plan.targets.named][-2:] == ["Cyberdyne", "Initech"]
