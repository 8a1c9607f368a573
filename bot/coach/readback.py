"""Reading an answer back: what was stored, in one line, so that a mistake shows at once."""

from collections.abc import Sequence
from decimal import Decimal

from bot.coach.telling import NOUNS, Telling
from bot.facts import Day, Fact, Number, Words
from bot.figures import Unit, money
from bot.interview.agenda import step_of_slot
from bot.interview.moves import Noted
from bot.interview.questions import Kind
from bot.interview.state import NAMED_BY, NEWCOMER

SENTENCES = ("risks", "commitments")
"""Lists of whole sentences, which are counted and not repeated."""
MOST_SPELLED_OUT = 6
"""Items of a list that are read back one by one; longer lists are read back as a count and a total."""


def read_back(noted: Noted, telling: Telling) -> str:
    """One line for what was stored: figures with their labels, lists with count and total, words with a nod."""
    old = {fact.slot: fact for fact in noted.before}
    amended = [fact for fact in noted.facts if fact.slot in old and not _is_set(old[fact.slot], fact)]
    fresh = [fact for fact in noted.facts if fact not in amended]
    texts = [_amended(amended, old, telling), _fresh(fresh, telling)]
    return " ".join(text for text in texts if text)


def summary(facts: Sequence[Fact], there: Sequence[Fact], telling: Telling) -> list[str]:
    """Facts that are on offer, a line each: lists with count and total, words shortened, and what would be replaced."""
    old = {fact.slot: telling.value(fact.value) for fact in there}
    items = _items(facts, telling)
    single = [fact for fact in facts if fact.slot.split(".")[0] not in items]
    lines = [
        shortened(telling.labelled(fact) if not isinstance(fact.value, Words) else _told(fact, telling))
        for fact in single
    ]
    lines = [f"{line} (so far {old[f.slot]})" if f.slot in old else line for f, line in zip(single, lines, strict=True)]
    return [*lines, *(_list(collection, keys, facts, telling) for collection, keys in items.items())]


LONGEST_LINE = 90
"""Characters of a line that reads words back."""


def _told(fact: Fact, telling: Telling) -> str:
    return f"{telling.label(fact)}: {telling.value(fact.value)}"


def shortened(text: str) -> str:
    """A text in a line, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE].rsplit(" ", 1)[0] + " ..."


def _is_set(before: Fact, after: Fact) -> bool:
    """Whether the same value was merely said by the person where the team file had set it."""
    return before.value == after.value


def _amended(facts: Sequence[Fact], old: dict[str, Fact], telling: Telling) -> str:
    spoken = [fact for fact in facts if not isinstance(fact.value, Words)]
    if not facts:
        return ""
    if not spoken:
        return telling.wording.say("changed")
    lines = [f"{telling.labelled(fact)}, was {telling.value(old[fact.slot].value)}" for fact in spoken]
    return telling.wording.say("corrected", {"facts": "; ".join(lines)})


def _fresh(facts: Sequence[Fact], telling: Telling) -> str:
    items = _items(facts, telling)
    listed = [_list(collection, keys, facts, telling) for collection, keys in items.items()]
    single = [fact for fact in facts if fact.slot.split(".")[0] not in items]
    spoken = [telling.labelled(fact) for fact in single if not isinstance(fact.value, Words) or _is_owner(fact)]
    parts = [*listed, *spoken]
    if any(fact.slot == NEWCOMER for fact in single):
        return telling.wording.say("newcomer", telling.values)
    if parts:
        return telling.wording.say("noted_with", {"facts": "; ".join(parts)}, variant=len(telling.state.facts))
    return telling.wording.say("noted", variant=len(telling.state.facts)) if facts else ""


def _is_owner(fact: Fact) -> bool:
    return fact.slot.endswith(".owner")


def _items(facts: Sequence[Fact], telling: Telling) -> dict[str, list[str]]:
    """The items that a list was given for, by collection; what one item was asked about on its own is left out."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        collection, *rest = fact.slot.split(".")
        if collection in NOUNS and (rest[-1] == NAMED_BY.get(collection, "name") or _is_listed(fact, telling)):
            keys = found.setdefault(collection, [])
            keys.extend(key for key in [rest[0]] if key not in keys)
    return found


def _is_listed(fact: Fact, telling: Telling) -> bool:
    step = step_of_slot(telling.questions, telling.state, fact.slot)
    return step is not None and step.topic.kind is Kind.LIST


def _list(collection: str, keys: Sequence[str], facts: Sequence[Fact], telling: Telling) -> str:
    """A list in a few words: "2 open deals, $200,000 in all: Vandelay $120,000 60%, Hooli $80,000"."""
    if len(keys) == 1 and collection not in (*SENTENCES, "why_nots"):
        return _item(collection, keys[0], facts, telling)
    noun = NOUNS[collection][len(keys) != 1]
    amounts = [fact.value for fact in facts if fact.slot.startswith(f"{collection}.") and _is_money(fact)]
    total = sum((value.value for value in amounts if isinstance(value, Number)), Decimal(0))
    head = f"{len(keys)} {noun}" + (f", {money(total, telling.team.currency)} in all" if len(amounts) > 1 else "")
    if len(keys) > MOST_SPELLED_OUT or collection in SENTENCES:
        return head
    if collection == "why_nots":
        return f"{head} ({'; '.join(telling.state.names(collection)[key] for key in keys)})"
    items = [_item(collection, key, facts, telling) for key in keys]
    return f"{head}: " + ("; " if any(", " in item for item in items) else ", ").join(items)


def _is_money(fact: Fact) -> bool:
    return isinstance(fact.value, Number) and fact.value.unit is Unit.MONEY


def _item(collection: str, key: str, facts: Sequence[Fact], telling: Telling) -> str:
    prefix, naming = f"{collection}.{key}.", NAMED_BY.get(collection, "name")
    own = [fact for fact in facts if fact.slot.startswith(prefix) and not fact.slot.endswith(f".{naming}")]
    # A date misread shows at a glance; the words beside it are the person's own.
    dated = any(isinstance(fact.value, Day) for fact in own)
    own = [fact for fact in own if not (dated and isinstance(fact.value, Words))]
    return " ".join([telling.state.names(collection).get(key, key), *(telling.value(fact.value) for fact in own)])
