"""How plainly a figure answers: whether the words of its clause are the question's own and everyday talk, or a story.

"The recurring part is about 180k" answers a question about recurring revenue; "the biggest one was 210k" tells of
something else. A figure out of a story is never taken; it is asked for again.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.interview.agenda import Step
from bot.interview.questions import Slot, Topic
from bot.reading.amounts import Amount

FOREIGN = 3
"""What one word weighs that says a figure is somebody else's: a name, "their"."""
MOST_ASTRAY = 3
"""Words beside the point that a reply may have before the order of its figures says nothing."""
_STEM = 5
"""Letters by which words of a question are compared, so that "renewing" is "renew"."""
_STOP = re.compile(
    r"[.!?,](?:\s|$)|[;\n()–—]|\s-\s"
    r"|\b(?:and|but|while|although|though|because|cause|bc|cuz|since|which|so|then|after|when|where|plus)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_OTHERS = frozenset({"their", "theirs", "his", "her", "hers", "your", "yours"})
PLAIN = frozenset(
    (
        # who speaks, and how a sentence is held together
        "i we me my our ours mine us it its that this these those there they them he she you a an the some any of for"
        " to in on at by with from as or not no yes n if per each all what who one ones"
        # doing and being
        " mean means meant is am are was were be been being"
        " do does did done have has had get gets got getting make makes made go goes"
        " went going gone come comes came will would should could can may might shall must isn wasn didn don doesn won"
        " aren weren couldn ll ve re s d m t gonna wanna want wants put puts take takes took give gave call called say"
        " said says see keep need think thinking thought guess reckon believe suppose hope know let lets remember"
        " recall look looks looking like feel seems seem stands stand sits comes works ended finished"
        # hedges and small talk
        " about abt around approx approximately roughly circa ca nearly almost just under over above below between"
        " maybe perhaps probably possibly likely somewhere neighborhood neighbourhood region ballpark more less least"
        " most mostly exactly precisely only even still up down or so ish give honestly honest actually really truly"
        " personally well hm hmm um uh er oh ah ok okay sure sorry wait no yeah yep yes please thanks sort kind bit"
        " lol haha tbh idk dunno hi hello hey now again already also too rather quite pretty very fairly basically"
        " net gross booked shooting hoping targeting"
        " usually typically generally normally tops max min minimum maximum rounded rounding correct right wrong"
        # sums, spans and measures
        " total totals sum altogether overall combined together figure figures number numbers amount amounts value"
        " average avg year years yearly annual annually annum month months monthly quarter quarters quarterly week"
        " weeks weekly wk wks mo yr yrs day days last next past this coming first full whole half time times end"
        " percent percentage pct due k m mm mil mill million millions thousand thousands grand bucks dollars dollar usd"
        " eur euro euros pounds quid out vs versus against"
        # figures in words
        " zero two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty"
        " seventy eighty ninety hundred dozen couple few quarter third thirds"
    ).split()
)
"""Words that surround a figure without saying what it is about."""


def own_words(slot: Slot, topic: Topic | None = None) -> frozenset[str]:
    """The stems of the words that belong to a slot, and to the question where it was just asked."""
    texts = [*slot.cues, slot.label, slot.ask, *((topic.question, topic.title) if topic else ())]
    return words_of(" ".join(texts))


@lru_cache(maxsize=2048)
def words_of(text: str) -> frozenset[str]:
    """The stems of a text's words; kept, for a turn asks for those of the same questions hundreds of times."""
    return frozenset(stem(word) for word in _WORD.findall(text))


def mentions(text: str, own: frozenset[str]) -> bool:
    """Whether a text has one of these words, everyday ones aside."""
    return any(stem(word) in own and word.lower() not in PLAIN for word in _WORD.findall(text))


def stem(word: str) -> str:
    """What of a word is compared: stem("Renewing") is "renew"."""
    return word.lower()[:_STEM]


def strays(text: str, amounts: Sequence[Amount], amount: Amount, own: frozenset[str]) -> int:
    """How many words of a figure's clause are neither plain nor the slot's own; a foreign one weighs more."""
    return sum(_weight(word, own, opens=word.start() == 0) for word in _clause(text, amounts, amount))


def is_story(text: str, amounts: Sequence[Amount], own: frozenset[str], most: int = MOST_ASTRAY) -> bool:
    """Whether a whole reply tells so much else that the order of its figures says nothing."""
    words = [word for word in _WORD.finditer(text) if not _inside(word, amounts)]
    return sum(_weight(word, own, opens=word.start() == 0) for word in words) > most


def _weight(word: re.Match[str], own: frozenset[str], *, opens: bool) -> int:
    said = word.group()
    if said.lower() in _OTHERS:
        return FOREIGN
    if said.lower() in PLAIN or stem(said) in own or _is_mark(said):
        return 0
    return FOREIGN if said[0].isupper() and not opens else 1


def _is_mark(word: str) -> bool:
    """A letter or two are a unit or a slip of the finger."""
    return len(word) == 1 or word.lower() in {"qtr", "fy", "ytd", "h", "q"}


def _clause(text: str, amounts: Sequence[Amount], amount: Amount) -> list[re.Match[str]]:
    """The words of the clause a figure stands in, its own quote included, other figures left out."""
    left = max((stop.end() for stop in _STOP.finditer(text, 0, amount.start)), default=0)
    stop = _STOP.search(text, amount.end)
    right = stop.start() if stop else len(text)
    figures = [other for other in amounts if other is not amount]
    return [word for word in _WORD.finditer(text, left, right) if not _inside(word, figures)]


def _inside(word: re.Match[str], amounts: Iterable[Amount]) -> bool:
    return any(amount.start <= word.start() < amount.end for amount in amounts)


_POINTS_AT = frozenset("you your i we me my this that it these those them one ones here there so mean count".split())


def is_beside(text: str, step: Step | None) -> bool:
    """Whether a question is not about the one in focus: it has no figure, points at nothing and shares no word."""
    if step is None or re.search(r"\d", text):
        return step is None
    words = [word.lower() for word in _WORD.findall(text)]
    topic = step.topic
    asked = " ".join([topic.question, topic.confirm, topic.why, topic.title, topic.example, *_labels(topic)])
    own = {stem(word.lower()) for word in _WORD.findall(asked)} - {stem(word) for word in PLAIN}
    return not _POINTS_AT & set(words) and not own & {stem(word) for word in words} and len(words) > 2


def _labels(topic: Topic) -> Iterable[str]:
    return (text for slot in topic.slots for text in (slot.label, *slot.cues))
