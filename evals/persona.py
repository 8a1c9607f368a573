"""A scripted rep: who they are, how they write, what they answer to which question, and what must be known at the end.

One YAML file in `personas/` each; README.md says how to write one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from bot.facts import Frozen

FOLDER = Path(__file__).parent / "personas"


class Persona(Frozen):
    """One rep. `facts` and `lists` are the expected final state; a slot that stands in neither must stay empty.

    `answers` is by question: the slot that is asked for alone (`last_year.quota`), else the step (`cause/crm`), else
    the topic (`cause`); a question that comes again gets the next answer, and after the last the bare facts. `after` is
    what else is said once that question is behind them, `at_the_end` what is said under the finished draft. What an
    earlier answer spares them in one order of the chapters and not in another stands in `if_asked`. `questions`
    are those this rep puts to the coach, with the rules (M08) of which one must be cited; with none the library must
    say that it does not know.
    """

    id: str
    speaks_as: str
    title: str
    manner: str
    opening: str = "hi"
    answers: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    at_the_end: tuple[str, ...] = ("send it",)
    questions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    facts: dict[str, str]
    if_asked: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    open: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Single answers may stand without brackets, and facts may be nested."""
        told = dict(data)
        for name in ("answers", "after"):
            told[name] = {
                key: [said] if isinstance(said, str) else said for key, said in (data.get(name) or {}).items()
            }
        told["facts"] = dict(_flat(data.get("facts") or {}))
        return told


def _flat(nested: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    for key, value in nested.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{at}{key}.")
        else:
            yield f"{at}{key}", value


def read_persona(path: Path) -> Persona:
    """Read one persona; everything in the file is text. Raises ValueError with the file's name."""
    try:
        # "no" and "even" are answers, and "Jan 4, 2027" is how a date is read back.
        data: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text, lists, mappings only
        return Persona.model_validate({"id": path.stem} | data)
    except (yaml.YAMLError, ValueError) as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def read_personas(only: str = "") -> tuple[Persona, ...]:
    """Every persona whose id holds `only`, by name."""
    return tuple(read_persona(path) for path in sorted(FOLDER.glob("*.yaml")) if only in path.stem)
