"""The home pages: a rep's next step, parts and documents; a lead's people; an executive's queue. Every button works."""

from bot.line.buttons import Button
from bot.line.inbound import Click, HomeOpened
from bot.line.pages import Home


def page(room, who: str) -> Home:
    room.posts.clear()
    room.stage.play(room.person(who), HomeOpened())
    (post,) = room.posts
    assert post.to == who
    assert isinstance(post.content, Home)
    return post.content


def press(room, who: str, button: Button) -> None:
    room.posts.clear()
    room.stage.play(room.person(who), Click(action=button.action, value=button.value))


def files(room, who: str) -> list[str]:
    return [post.content.document for post in room.posts if post.to == who and post.content.kind == "file"]


def test_a_reps_page_goes_with_the_plan(room) -> None:
    first = page(room, "dana")
    assert [button.label for button in first.first] == ["Start"]
    press(room, "dana", first.first[0])
    assert "Hi Dana" in room.heard("dana")
    room.says("dana", "yes", "yes")
    second = page(room, "dana")
    assert second.first[0].label == "Continue"
    assert (second.parts[0].title, second.parts[0].done) == ("Last year", 2)
    assert sum(part.done for part in second.parts) == second.done
    assert sum(part.total for part in second.parts) == second.total
    assert "was due" in second.dates[0]


def test_a_drafts_documents_are_sent_to_the_conversation(room) -> None:
    room.says("dana", "hi", "finish")
    buttons = {button.label: button for button in page(room, "dana").buttons}
    press(room, "dana", buttons["Plan and pay (Word)"])
    assert files(room, "dana") == ["plan.docx", "pay.docx"]
    press(room, "dana", buttons["Slides"])
    assert "plan.pptx" in files(room, "dana")
    press(room, "dana", page(room, "dana").first[0])
    assert room.review("dana").state == "submitted"
    assert page(room, "dana").first == ()


def test_the_executive_has_a_queue_with_cards_and_the_roll_up(room) -> None:
    room.says("leo", "hi", "finish", "send it")
    shown = page(room, "ruth")
    assert [(one.name, one.waits) for one in shown.queue] == [
        ("Leo Brandt", "Leo has waited for Ruth since Mon, Nov 23")
    ]
    assert "Leo Brandt" not in [one.name for one in shown.people]
    press(room, "ruth", shown.queue[0].button)
    assert room.posts[0].content.kind == "review card"
    press(room, "ruth", next(button for button in shown.buttons if "Roll-up" in button.label))
    assert files(room, "ruth") == ["team.docx"]


def test_a_manager_sees_who_waits_and_decides_on_nothing(room) -> None:
    room.says("leo", "hi", "finish", "send it")
    room.says("ruth", "changes Leo goal: why so low?")
    shown = page(room, "tomas")
    assert shown.queue == ()
    leo = next(one for one in shown.people if one.name == "Leo Brandt")
    assert leo.waits == "Ruth has waited for Leo since Mon, Nov 23"
    assert not any("Roll-up" in button.label for button in shown.buttons)
    assert "is for Ruth" in room.says("tomas", "roll-up")
    assert page(room, "leo").first[0].label == "Answer the comments"
