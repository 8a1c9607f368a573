"""The thumbs under an answer: what Slack shows, what comes back, and the line that is asked for."""

from bot.line.inbound import Rated
from bot.line.posts import Reply
from bot.slack.feedback import missing_in, read_thumb, thumbs, what_was_missing
from bot.slack.reply import reply
from tests.slack.limits import check_message, check_view


def test_an_answer_has_thumbs_that_say_what_they_are_and_other_replies_have_none() -> None:
    (part,) = reply(Reply(text="Run-rate is what comes in anyway.", answers="message:D1:1.2"))
    check_message(part.text, part.blocks)
    (element,) = part.blocks[-1]["elements"]
    assert read_thumb(element["positive_button"]["value"]) == Rated(of="message:D1:1.2", helped=True)
    assert read_thumb(element["negative_button"]["value"]) == Rated(of="message:D1:1.2", helped=False)
    assert element["negative_button"]["accessibility_label"] == "This answer did not help"
    assert thumbs("") == []
    assert read_thumb("up") is None


def test_a_thumb_down_asks_for_a_line() -> None:
    view = what_was_missing(Rated(of="message:D1:1.2", helped=False))
    check_view(view)
    sent = {**view, "state": {"values": {"why": {"missing": {"value": " An example. "}}}}}
    assert missing_in(sent) == Rated(of="message:D1:1.2", helped=False, missing="An example.")
