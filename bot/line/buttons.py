"""What a message or a page offers to press or to pick from; everything of it can also be typed."""

from typing import Literal

from bot.facts import Frozen

LONGEST_VALUE = 2000
"""Characters of a button's value: Slack takes no message with a longer one."""


class Button(Frozen):
    """A button under a message; everything a button does can also be typed.

    `spoken` is what a screen reader says, where the label alone does not tell what the button is about.
    """

    label: str
    action: str
    value: str
    style: Literal["default", "primary", "danger"] = "default"
    spoken: str = ""


class Option(Frozen):
    """A line of a menu: what it is called, and the value of the click that picks it."""

    label: str
    value: str


class Menu(Frozen):
    """A list to pick from; with `several`, the click brings the picked values joined by commas.

    With `small` it is a few things to do, behind a button of three dots beside the label.
    """

    label: str
    action: str
    options: tuple[Option, ...]
    several: bool = False
    small: bool = False
