"""What an event is called when its person has to be told that nothing came of it."""

from typing import Literal

from bot.line.inbound import (
    Changes,
    Click,
    Deleted,
    Edited,
    Event,
    FormSent,
    HomeOpened,
    Question,
    Rated,
    Stopped,
    TalkOpened,
    Upload,
)
from bot.line.set_up import Picked, TeamSent


def in_trouble(event: Event) -> Literal["message", "button", "form", "file", "edit", "page"]:
    """What to name in the apology: what the person did."""
    match event:
        case Click() | Rated() | Stopped():
            return "button"
        case Changes() | Question() | FormSent() | TeamSent() | Picked():
            return "form"
        case Upload():
            return "file"
        case Edited() | Deleted():
            return "edit"
        case HomeOpened() | TalkOpened():
            return "page"
        case _:
            return "message"
