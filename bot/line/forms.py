"""A form to change what is known: what it shows, and what was changed in it. Front-end neutral."""

from pydantic import Field as Value

from bot.facts import Frozen, Typed


class Field(Frozen):
    """One text of a form: `key` is a fact's path, or the id of the step whose list it holds (`is_list`)."""

    key: str
    label: str
    text: str = Value(repr=False)
    hint: str = ""
    is_list: bool = False


class Form(Frozen):
    """What is known of a chapter (its number, counted from 0, and title), as texts to change."""

    chapter: int
    title: str
    fields: tuple[Field, ...]


class Change(Frozen):
    """A text of a form that was changed: what it said, and what it says now."""

    key: Typed
    before: Typed = Value(repr=False)
    after: Typed = Value(repr=False)
