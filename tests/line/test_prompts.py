"""What is offered to someone who opens the conversation: their own next step first, and each of it works when said."""

from bot.line.inbound import TalkOpened
from bot.line.pages import Prompts


def offered(room, who: str) -> list[str]:
    room.posts.clear()
    room.stage.play(room.person(who), TalkOpened())
    (post,) = room.posts
    assert post.to == who
    assert isinstance(post.content, Prompts)
    assert 0 < len(post.content.prompts) <= 4
    return [prompt.title for prompt in post.content.prompts]


def say_first(room, who: str) -> str:
    room.posts.clear()
    room.stage.play(room.person(who), TalkOpened())
    return room.says(who, room.posts[0].content.prompts[0].message)


def test_a_rep_is_offered_to_begin_then_to_go_on_where_they_are(room) -> None:
    assert offered(room, "dana")[0] == "Start my plan"
    assert "Hi Dana" in say_first(room, "dana")
    room.says("dana", "yes")
    done = room.interview("dana")
    assert offered(room, "dana")[0].startswith("Continue my plan (1 of ")
    assert room.interview("dana") == done


def test_pay_is_offered_to_those_who_have_a_plan_for_it(room) -> None:
    assert "Explain my comp plan" in offered(room, "dana")
    assert "Explain my comp plan" not in offered(room, "leo")


def test_a_finished_plan_is_offered_to_be_sent_and_then_to_the_executive_to_open(room) -> None:
    room.says("leo", "hi", "finish")
    assert offered(room, "leo")[:2] == ["Send my plan for review", "Show my draft"]
    room.says("leo", "send it")
    assert offered(room, "leo")[0] == "Where does my plan stand?"
    assert offered(room, "ruth") == ["Open Leo's plan", "Who waits on whom?"]
    say_first(room, "ruth")
    assert any(post.content.kind == "file" for post in room.posts)
    room.says("ruth", "changes Leo goal: too low, and why")
    assert offered(room, "leo")[0] == "Answer 1 comment"


def test_nobody_from_outside_is_offered_anything(room) -> None:
    stranger = room.person("dana").model_copy(update={"id": "nobody"})
    room.stage.play(stranger, TalkOpened())
    assert room.posts == []
