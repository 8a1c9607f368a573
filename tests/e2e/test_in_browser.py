"""One story by hand: the sandbox's own page in Chromium, a rep and then the executive sitting before it."""

from tests.e2e.workspace import Workspace, replies_of
from tests.slack.browser import browser_or_skip


def test_a_rep_answers_and_the_executive_approves(workspace: Workspace):
    dana, ruth = workspace.user("dana-reyes"), workspace.user("ruth-okafor")
    with browser_or_skip(workspace.sandbox.address) as page, workspace.running():
        page.act_as(dana.person.slack_id)
        page.say("hi", then="Is that right?")
        page.click("Yes, right", then="I have 9 of 24")
        page.click("Yes, right", then="won deal")
        page.open_home(then="Your plan, part by part")
        # The long middle is another test's; here it is typed at once.
        for reply in replies_of("dana-reyes")[3:]:
            workspace.ask(dana, reply)
        page.act_as(dana.person.slack_id)
        page.click("Send to Ruth", then="version 1 is with Ruth")
        page.act_as(ruth.person.slack_id)
        page.sees("Dana Reyes, Hunter: plan, version 1")
        page.click("Approve", then="approved version 1")
        page.open_home(then="version 1 approved")
        workspace.settle()
