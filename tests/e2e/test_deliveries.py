"""What reaches the bot several times, in another order, or is taken back: every word counts once, and none is lost."""

import pytest

from tests.e2e.workspace import Workspace
from tests.slack.people import wait

BOTH = pytest.mark.parametrize("transport", ["socket", "http"], indirect=True)
LEO, DANA = "leo-brandt", "dana-reyes"


def heard_from(store, who: str) -> list[str]:
    return [line.text for line in store.transcript(who) if line.direction == "in"]


@BOTH
def test_what_slack_delivers_three_times_is_heard_once(workspace: Workspace):
    dana = workspace.user(DANA)
    with workspace.running() as store:
        workspace.proxy.repeats = 2
        workspace.ask(dana, "hi")
        workspace.after(dana, lambda: dana.click("Yes, right"))
        workspace.ask(dana, "progress")
        workspace.after(dana, lambda: dana.command("/plan", "status"))
        workspace.proxy.deliver_again(4)
        workspace.settle()
        heard = heard_from(store, DANA)
        told = [line for line in store.transcript(DANA) if line.direction == "out"]
    assert heard == ["hi", "progress", "status"]
    assert [workspace.proxy.sent(again=number) for number in (0, 1, 2)] == [4, 8, 4]
    assert len(dana.bot_messages()) == len(told), dana.all_text()


@BOTH
def test_messages_that_arrive_in_another_order_are_each_answered(workspace: Workspace):
    leo, dana = workspace.user(LEO), workspace.user(DANA)
    with workspace.running() as store:
        workspace.ask(leo, "hi")
        workspace.ask(dana, "hi")
        with workspace.proxy.in_another_order() as held:
            for number, (one, text) in enumerate([(leo, "1.06M against 1.2M"), (dana, "progress"), (leo, "progress")]):
                one.say(text)
                wait(lambda expected=number + 1: len(held) == expected, "it was not delivered")
        workspace.settle(4)
        assert heard_from(store, LEO) == ["hi", "progress", "1.06M against 1.2M"]
        assert heard_from(store, DANA) == ["hi", "progress"]
        assert "88.3% of quota" in leo.all_text()
        assert "$1,060,000" in workspace.ask(leo, "progress")


@BOTH
def test_a_message_counts_as_edited_and_a_deleted_one_no_more(workspace: Workspace):
    leo = workspace.user(LEO)
    said, meant = "1.06M against 1.2M", "1.16M against 1.2M"
    with workspace.running():
        workspace.ask(leo, "hi")
        workspace.ask(leo, said)
        assert "$1,160,000, was $1,060,000" in workspace.after(leo, lambda: leo.edit(said, meant))
        assert "Taken out: 2026 revenue $1,160,000" in workspace.after(leo, lambda: leo.delete(meant))
        assert "revenue" not in workspace.ask(leo, "progress").partition("So far:")[2].partition("\n")[0]


def test_what_the_messages_tab_offers_fits_where_the_person_is(workspace: Workspace):
    dana = workspace.user(DANA)
    with workspace.running():
        workspace.proxy.open_talk(dana.person.slack_id, dana.channel)
        wait(lambda: workspace.proxy.agent.prompts.get(dana.channel), "nothing was offered")
        new = [prompt["title"] for prompt in workspace.proxy.agent.prompts.pop(dana.channel)]
        workspace.ask(dana, "hi")
        workspace.proxy.open_talk(dana.person.slack_id, dana.channel)
        wait(lambda: workspace.proxy.agent.prompts.get(dana.channel), "nothing was offered")
    begun = [prompt["title"] for prompt in workspace.proxy.agent.prompts[dana.channel]]
    assert new != begun
    assert any("Continue" in title for title in begun)
