"""The coach's written sentences, from `prompts/wording.yaml`, and filling them in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.reading import fast_yaml

_PLACE = re.compile(r"\{([a-z_][a-z_0-9.]*)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values in place of `{name}`; a name that is not known stays as written, so that a test can find it."""
    return _PLACE.sub(lambda place: values.get(place.group(1), place.group()), template)


def places(template: str) -> frozenset[str]:
    """The names a template wants filled in."""
    return frozenset(_PLACE.findall(template))


@dataclass(frozen=True)
class Wording:
    """Sentences by name. Where several are written, `variant` picks one, so that replies do not all begin alike."""

    sentences: Mapping[str, tuple[str, ...]]

    def say(self, name: str, values: Mapping[str, str] | None = None, variant: int = 0) -> str:
        """The sentence called `name`, filled in. Raises KeyError for a sentence that is not written."""
        written = self.sentences[name]
        return fill(written[variant % len(written)], values or {})


def read_wording(text: str) -> Wording:
    """Read the sentences; raises ValueError when the file is not a mapping of names to sentences."""
    data: Any = fast_yaml.load(text)
    if not isinstance(data, dict):
        raise ValueError("wording.yaml: expected names with a sentence each")  # noqa: TRY004 - one kind of problem
    return Wording({name: tuple(map(str, said if isinstance(said, list) else [said])) for name, said in data.items()})
