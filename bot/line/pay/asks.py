"""What a rep may ask about pay in any words: explained, what if, why, what changed, what is wrong, agreed, told back.

An ask to explain is a message that names the rep's own pay and has no word beside it but asking words. Everything else
is a table of patterns. A word that is nearly a word of pay is taken for it: "comision", "explan".
"""

import re
from collections.abc import Collection
from difflib import get_close_matches

from bot.facts import Frozen
from bot.line.asks import Ask
from bot.line.pay import ask_words as words

LONGEST = 240
"""Characters of an ask. Only what is told back, complained of or signed may be longer, and its beginning tells."""
LONG = 5
"""Letters of a word that can be recognized misspelled; shorter ones are too much alike."""


class Asker(Frozen):
    """Who asks: their full name, the others in the team who may be named here, and whether their pay was just shown.

    `may_sign` says that what they said of their plan waits for their name.
    """

    name: str = ""
    others: tuple[str, ...] = ()
    was_shown: bool = False
    may_sign: bool = False


_PATTERNS = tuple((ask, re.compile("|".join(f"(?:{p})" for p in patterns))) for ask, patterns in words.PATTERNS)
_OWN = re.compile(rf"{words.NOUN}|\b(?:pay|uncapped|capped)\b|{words.ONESELF}")
_TELLS = re.compile(r"(?:i|we|you|it) (?:get|earn|make|am|pay|have a|had)\b")
_AGREEING, _ASSENT = re.compile(words.AGREEING), re.compile(words.ASSENT)


def read_pay_ask(text: str, asker: Asker) -> Ask | None:
    """The ask about pay that a whole message is, or None: it is not about pay, or it answers something else."""
    said = _plain(text[:LONGEST])
    if _signs(text.casefold(), asker):
        return Ask.AGREE
    if _is_of_another(said, asker.others):
        return Ask.PAY_OF_OTHERS
    if _agrees(said, asker):
        return Ask.AGREE
    if asker.was_shown and re.fullmatch(words.LOOKS_WRONG, said):
        return Ask.PAY_WRONG
    found = next((ask for ask, pattern in _PATTERNS if pattern.fullmatch(said)), None)
    if found is None:
        return Ask.PAY if _asks_to_explain(said) else None
    if found is Ask.WHY_PAY and _asks_to_explain(said):
        return Ask.PAY
    return found if len(text) <= LONGEST or found in (Ask.TEACH_BACK, Ask.PAY_WRONG) else None


def _plain(text: str) -> str:
    """A message in lower case without politeness before it, its words of pay spelled right."""
    said = re.sub(r"\s+", " ", text.casefold().replace("’", "'")).strip(" .!?\"'…")
    said = re.sub(r"[a-z']{1,20}", lambda word: _spelled(word.group()), said)
    leading = re.match(words.LEADING, said)
    return said[leading.end() :] if leading else said


def _spelled(word: str) -> str:
    if word in words.MEANT:
        return words.MEANT[word]
    if len(word) < LONG or word in words.ASKING or "'" in word:
        return word
    near = get_close_matches(word, words.SPELLED, n=1, cutoff=0.8)
    return near[0] if near and abs(len(near[0]) - len(word)) <= 1 else word


def _asks_to_explain(said: str) -> bool:
    """Whether a message names one's own pay, or asks how one earns, and says nothing else."""
    beside = {word.strip("'-") for word in re.findall(r"[a-z0-9%'-]+", re.sub(words.NOUN, " ", said))}
    return all(map(_is_asking, beside)) and bool(_OWN.search(said)) and not _TELLS.match(said)


def _is_asking(word: str) -> bool:
    return word in words.ASKING or (len(word) >= LONG and bool(get_close_matches(word, words.ASKING, n=1, cutoff=0.85)))


def _signs(said: str, asker: Asker) -> bool:
    """Whether a message has the full name under a yes or a no, or under what waits for the name."""
    name = asker.name.casefold()
    rest = said.replace(name, "").strip(" .,-") if name and name in said else None
    return rest is not None and (bool(_ASSENT.search(rest)) or (asker.may_sign and len(rest) < len(name)))


def _agrees(said: str, asker: Asker) -> bool:
    """Whether a message says yes or no to the pay plan, without a name under it yet."""
    if re.fullmatch(words.ONE_OBJECTION, said):
        return False
    if asker.was_shown and (re.fullmatch(words.BARE_ASSENT, said) or len(re.findall(words.POINTS, said)) > 1):
        return True
    return bool(_AGREEING.fullmatch(said))


def _is_of_another(said: str, others: Collection[str]) -> bool:
    """Whether a message asks for what someone else is paid."""
    names = {name.casefold() for other in others for name in (other, other.split()[0])}
    who = "|".join([words.EVERYBODY, *map(re.escape, sorted(names))])
    patterns = (
        rf".*\b(?:{who})'?s? {words.NOUN}.*",
        rf".*\b(?:what|how much) (?:does|do|is|will|did) (?:{who}) {words.EARNS}.*",
        rf"(?:show|open|see|tell|explain|what's|what is|pay|send)\b.*{words.SOMEBODYS}",
        rf"(?:pay|comp|commission|salary)(?: of| for)? (?:{who})",
    )
    return any(re.fullmatch(pattern, said) for pattern in patterns)
