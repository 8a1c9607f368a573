"""Encryption of what must not lie about in plain text: tokens, and what people are paid.

Fernet (AES-128-CBC with HMAC-SHA256, https://cryptography.io/en/latest/fernet/). Several keys may be given, the newest
first: it locks, and all of them open, so that a key is changed by putting a new one in front.
"""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MARK = "locked:"
"""How what is locked begins, so that text from before the first key is still read."""
PLAIN = "plain:"
"""What is put before text that only looks as if it were locked: people may write anything."""

NO_KEY = (
    "The database is locked, and PLANWRIGHT_KEYS is not set. Nothing is lost: set it to the key that locked it. A new "
    "key would not open it."
)
OTHER_KEY = (
    "Something kept in the database was locked with a key that is not in PLANWRIGHT_KEYS. Nothing is lost; put the "
    "earlier key back, behind the newest one."
)


class CipherError(Exception):
    """Something cannot be locked or opened; the message says what to do and holds nothing of it."""


class Cipher:
    """Locks and opens text. Raises CipherError for a key that is none."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys]) if keys else None
        except ValueError as problem:
            raise CipherError(
                "A key in PLANWRIGHT_KEYS is none: part of it may be missing. Nothing was opened or changed. Copy it "
                "anew; only where there never was one, make one with `planwright key`."
            ) from problem

    @property
    def locks(self) -> bool:
        """Whether there is a key."""
        return self._keys is not None

    def lock(self, text: str) -> str:
        """The text for keeping; without a key as it is, and marked where it looks as if it were locked."""
        if self._keys:
            return MARK + self._keys.encrypt(text.encode()).decode()
        return PLAIN + text if text.startswith((MARK, PLAIN + MARK, PLAIN + PLAIN)) else text

    def open(self, kept: str) -> str:
        """The text that was kept. Raises CipherError when no key fits."""
        if kept.startswith((PLAIN + MARK, PLAIN + PLAIN)):
            return kept.removeprefix(PLAIN)
        if not kept.startswith(MARK):
            return kept
        try:
            if self._keys:
                return self._keys.decrypt(kept.removeprefix(MARK)).decode()
        except InvalidToken:
            pass
        raise CipherError(OTHER_KEY if self._keys else NO_KEY)


def new_key() -> str:
    """A fresh key."""
    return Fernet.generate_key().decode()
