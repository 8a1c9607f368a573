"""Called in a channel, the bot answers in the person's own conversation, and pay is never told before others."""

from bot.line.inbound import Mention
from bot.line.posts import Reply, Whisper


def mention(room, who: str, text: str) -> list:
    room.posts.clear()
    room.stage.play(room.person(who), Mention(channel="C7", text=text))
    return list(room.posts)


def test_what_is_asked_in_a_channel_is_answered_in_private(room) -> None:
    whisper, *answers = mention(room, "dana", "explain my comp plan")
    assert isinstance(whisper.content, Whisper)
    assert whisper.content.channel == "C7"
    assert "$" not in whisper.content.text
    assert answers
    assert {post.to for post in answers} <= {"dana", "ruth"}
    assert not any(isinstance(post.content, Whisper) for post in answers)


def test_an_answer_given_in_a_channel_counts(room) -> None:
    room.says("dana", "hi", "yes")
    mention(room, "dana", "we won 11 of 30")
    assert "11 of 30" in (room.known("dana", "last_year.won") or "")


def test_a_bare_call_tells_where_the_plan_stands(room) -> None:
    room.says("dana", "hi")
    _, answer = mention(room, "dana", "")
    assert isinstance(answer.content, Reply)
    assert " of " in answer.content.text


def test_a_stranger_hears_that_the_bot_is_not_for_them(room) -> None:
    stranger = room.person("dana").model_copy(update={"id": "nobody"})
    room.posts.clear()
    room.stage.play(stranger, Mention(channel="C7", text="show me Dana's plan"))
    assert [post.content.kind for post in room.posts] == ["whisper", "reply"]
    assert "Dana" not in room.posts[1].content.text
