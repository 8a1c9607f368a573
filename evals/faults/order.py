"""Slack delivers in another order: of two messages the later one first, and each again when others have come."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.line.inbound import Inbound
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.truth import Found, calm_run
from evals.faults.world import at_work, fill, posting_to, until_done

LATEST = 8
"""By how many of a person's later messages a repeated delivery may be late: they are answered by then."""


def out_of_order(arena: Arena, share: float) -> Found:
    """Swap such a share of all messages with the next one, and repeat each up to twice, among later ones and their own.

    What comes first counts first: it is held against an undisturbed run in the order of arrival.
    """
    chance = random.Random(8)  # noqa: S311 - not for secrets
    by_person: dict[str, list[Inbound]] = defaultdict(list)
    for message in arena.world.messages:
        by_person[message.conversation].append(message)
    swapped = {who: list(_swapped(own, share, chance)) for who, own in by_person.items()}
    world = replace(arena.world, messages=tuple(each for own in zip(*swapped.values(), strict=True) for each in own))
    rough = Arena(world, calm_run(world, arena.folder, "in-this-order"), arena.url, arena.folder)
    again = [list(_repeated(own, chance)) for own in swapped.values()]
    store = Store.open(arena.url)
    with at_work(store, world, posting_to(rough.seen)) as loop:
        for turn in range(max(map(len, again))):
            fill(store, [own[turn] for own in again if turn < len(own)])
            loop.ring()
            # Every other time, so that some repeat what was answered, and some what still waits.
            if turn % 2:
                until_done(store, 0)
        ended = until_done(store, len(world.messages))
    store.close()
    figures = {"events delivered again": float(sum(map(len, again)) - len(world.messages))}
    return rough.judge("out of order", _overtaken(world.messages), ended=ended, figures=figures)


def _swapped(messages: Sequence[Inbound], share: float, chance: random.Random) -> Iterator[Inbound]:
    waiting = list(messages)
    while waiting:
        later = waiting.pop(1) if len(waiting) > 1 and chance.random() < share else None
        yield from (later, waiting.pop(0)) if later else (waiting.pop(0),)


def _repeated(messages: Sequence[Inbound], chance: random.Random) -> Iterator[Inbound]:
    """Every message in this order, and up to two more deliveries of each behind it."""
    late = [(n + chance.randint(1, LATEST), m) for n, m in enumerate(messages) for _ in range(chance.randint(0, 2))]
    places = [*enumerate(messages), *((n + 0.5, m) for n, m in late)]
    yield from (message for _, message in sorted(places, key=lambda place: place[0]))


def _overtaken(messages: Sequence[Inbound]) -> int:
    """How many messages came after one that was typed later in the same conversation."""
    latest: dict[str, Inbound] = {}
    count = 0
    for message in messages:
        before = latest.setdefault(message.conversation, message)
        count += message.at < before.at
        latest[message.conversation] = max(before, message, key=lambda each: each.at)
    return count
