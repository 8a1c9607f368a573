"""Stand-ins for the names of clients, so that a model's provider does not learn who they are."""

import re
from collections.abc import Iterable
from hashlib import sha256

from bot.coach.plainness import PLAIN, stem

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LEAST_SHORT = 4
"""Letters of a first word by which a client is called for short: "Wayne" for Wayne Clinics."""


_NAMED = re.compile(r"[A-Z][\w&'’.-]*(?:\s+(?:(?:of|and|&|the)\s+)?[A-Z][\w&'’.-]*)*")


def likely_names(text: str, words: frozenset[str]) -> tuple[str, ...]:
    """What in a text may be somebody's name: words in capitals that the coach (`words`, as stems) does not use."""
    found = []
    for match in _NAMED.finditer(text):
        parts = [part.strip(".'’-") for part in match.group().split()]
        while parts and _is_usual(parts[0], words):
            parts = parts[1:]
        if parts and not all(_is_usual(part, words) for part in parts):
            found.append(" ".join(parts))
    return tuple(dict.fromkeys(found))


def _is_usual(word: str, words: frozenset[str]) -> bool:
    return not word.isalpha() or word.lower() in PLAIN or stem(word) in words


class StandIns:
    """The names of one person's clients with a stand-in each: "Client KQXVB" for Acme, today and tomorrow.

    Where `hidden` is off, names are left as they are.
    """

    def __init__(self, person: str, names: Iterable[str], *, hidden: bool) -> None:
        self._person, self._hidden = person, hidden
        self._forms: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Hide one more name, in full and by the word it is called for short."""
        if not self._hidden or not name.strip():
            return
        code, first = self._code(name), name.split(maxsplit=1)[0]
        if len(first) >= LEAST_SHORT and first.casefold() != name.casefold():
            self._forms.setdefault(first, code)
        self._forms.setdefault(name, f"Client {code}")

    def hide(self, text: str) -> str:
        """The text with stand-ins for the names, however they are spelled large or small."""
        for name in sorted(self._forms, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self._forms[name], text, flags=re.IGNORECASE)
        return text

    def reveal(self, text: str) -> str:
        """The text with the names again."""
        for name, code in sorted(self._forms.items(), key=lambda form: len(form[1]), reverse=True):
            text = text.replace(code, name)
        return text

    def _code(self, name: str) -> str:
        """Letters that say nothing; the person's id, which no request carries, keeps anyone from guessing them back."""
        digest = sha256(f"{self._person}/{name.casefold()}".encode()).digest()
        return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:5])
