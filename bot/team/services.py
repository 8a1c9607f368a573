"""Which of the company's service lines a text names."""

import re
from collections.abc import Sequence

USUAL = ("Managed support", "Security", "Backup", "Cloud", "Phones", "Projects")
"""What a managed-services provider usually sells (ours); the team file says otherwise."""
_LETTERS = 5
"""Letters by which words are compared, so that "phone system" names Phones."""
_GENERAL = frozenset({"and", "the", "for", "our", "manag", "servi", "solut"})
"""What no line is told by: "managed security" is not managed support."""


def lines_named(text: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines whose telling words stand in a text, in the company's order."""
    said = _words(text)
    return tuple(line for line in lines if said & (_words(line) - _GENERAL))


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_LETTERS] for word in re.findall(r"[a-z0-9]{3,}", text.casefold()))
