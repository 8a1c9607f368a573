"""What a model wrote is read by these checks before a person reads it. They are pure, and say why in a few words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from bot.coach.llm.privacy import mentions_pay
from bot.coach.plainness import PLAIN, stem

_NUMBER_WORD = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
    r"|scores? of|hal(?:f|ves|ve|ved|ving)|doubl\w*|trebl\w*|tripl\w*|quadrupl\w*|quintupl\w*|twice|thrice|\w+fold"
    r"|(?:a|one|per|each) (?:quarter|third|fourth|fifth|sixth|tenth|percent)(?= of\b)|(?:third|fourth|fifth|tenth)s"
    r"|per ?cent|percentage points?|pct|uno|dos|tres|cuatro|cinco|diez|veinte|cien|mil|deux|trois|quatre|cinq|dix|vingt"
    r"|cent|mille|zwei|drei|vier|f[uü]nf|zehn|zwanzig|hundert|tausend)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|example|ru|cn|info|biz|dev|app|xyz)\b|mailto:|javascript:|data:"
    r"|[<>`|\\]|!\[|\]\(|@\w|＠|:[a-z_+]+:|<!|\$\{|<%|#\{",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"\b(?:approv\w*|authori[sz]\w*|guarant\w*|promis\w*|legally|binding|password|credential\w*|passcode|reauth\w*"
    r"|log ?in|sign ?in|click\w*|download\w*|bank (?:details|accounts?)|payroll|hack\w*|hijack\w*)\b",
    re.IGNORECASE,
)
"""Words by which a text claims a decision, or asks for something only a person should be asked by a person."""
_PLACE = re.compile(r"\{\{\s*([a-z0-9_.-]+)\s*\}\}")


def has_figure(text: str) -> bool:
    """Whether a text has a figure of its own: a digit of any script, a fraction sign, or a number in words."""
    return any(unicodedata.numeric(letter, None) is not None for letter in text) or bool(_NUMBER_WORD.search(text))


def is_plain(text: str) -> bool:
    """Whether a text is nothing but words: no link, mention, markup or control character."""
    odd = any(unicodedata.category(letter) in ("Cc", "Cf", "Co") for letter in text.replace("\n", " "))
    return not odd and not _MARKUP.search(text)


def oversteps(text: str) -> bool:
    """Whether a text claims a decision, asks for a secret, or is about pay."""
    return bool(_AUTHORITY.search(text)) or mentions_pay(text)


def words_in(text: str) -> frozenset[str]:
    """The stems of a text's words."""
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_]+", text))


def strangers(text: str, known: Iterable[frozenset[str]]) -> int:
    """How many words of a text are neither everyday ones nor among the known ones (`words_in`)."""
    words = frozenset[str]().union(*known)
    said = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return sum(word not in PLAIN and stem(word) not in words for word in said)


def names_in(text: str) -> frozenset[str]:
    """The facts a text refers to: `{{goal.revenue}}`."""
    return frozenset(_PLACE.findall(text))


def without_names(text: str) -> str:
    """The text with its references to facts taken out."""
    return _PLACE.sub(" ", text)


def filled_in(text: str, facts: Mapping[str, str]) -> str:
    """The text with the facts it refers to written out. Raises KeyError for one that is not among them."""
    return _PLACE.sub(lambda place: facts[place.group(1)], text)
