"""A misspelled word of the library set right. There is no dictionary, so a short word is changed with care.

Fingers swap two letters, leave one out or strike one twice far more often than they take another: F. J. Damerau, "A
technique for computer detection and correction of spelling errors", 1964. Another letter usually makes another word.
"""

import difflib
from collections.abc import Mapping

from bot.library.stopwords import ASKING_WORDS

SHORTEST = 4
"""Letters of a word that may be set right after a slip of the fingers."""
SHORTEST_ALIKE = 6
"""Letters of a word that may be set right because it looks like a known one."""
ALIKE = 0.86


def respelled(word: str, known: Mapping[str, int]) -> str:
    """The known word that was meant, or the word as it is. `known` says how many passages hold each word."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    slips = [other for other in {*known, *ASKING_WORDS} if len(other) >= SHORTEST and is_slip(word, other)]
    if slips:
        return max(slips, key=lambda other: (known.get(other, 0), other))
    near = sorted(other for other in known if other[0] == word[0] and abs(len(other) - len(word)) < 3)
    alike = difflib.get_close_matches(word, near, n=1, cutoff=ALIKE) if len(word) >= SHORTEST_ALIKE else []
    return next(iter(alike), word)


def is_slip(typed: str, meant: str) -> bool:
    """Whether two neighbors were swapped, one letter was left out, or one was struck twice."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    if len(typed) == len(meant):
        at = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other), len(typed))
        return at < len(typed) and meant == typed[:at] + typed[at + 1 : at + 2] + typed[at] + typed[at + 2 :]
    if len(typed) < len(meant):
        return any(meant[:at] + meant[at + 1 :] == typed for at in range(len(meant)))
    return any(typed[at] == typed[at - 1] and typed[:at] + typed[at + 1 :] == meant for at in range(1, len(typed)))
