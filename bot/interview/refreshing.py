"""A running interview meets a team file that has changed since: what it sets anew is known anew, and said."""

from collections.abc import Iterable

from bot.facts import Fact, Setting
from bot.interview.state import Interview


def refresh(state: Interview, known: Iterable[Fact]) -> tuple[Interview, tuple[tuple[Fact, Fact | None], ...]]:
    """Put what the team file sets now in the place of what it set before; the old value moves to the past.

    What the person has said themselves stands. Gives each change with the fact that was there, None where none was.
    """
    news = []
    for fact in known:
        before, there = _set_before(state, fact.slot), state.facts.get(fact.slot)
        if before is not None and before.value == fact.value:
            continue
        if there is None or isinstance(there.source, Setting):
            state = state.keep(fact)
        else:
            state = state.model_copy(update={"past": (*state.past, fact)})
        if there is None or there.value != fact.value:
            news.append((fact, there))
    return state, tuple(news)


def _set_before(state: Interview, slot: str) -> Fact | None:
    """What the team file said of a slot when it was last looked at."""
    there = state.facts.get(slot)
    facts = [*state.past, *([there] if there else [])]
    return next((fact for fact in reversed(facts) if fact.slot == slot and isinstance(fact.source, Setting)), None)
