"""Nothing can be stored for seconds or for long: Slack delivers four times, and what is lost is not lost in silence.

Played in a time of its own: nobody waits for Slack's minutes, and outages begin and end between two deliveries.
"""

import heapq
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NoReturn

from slack_bolt import App, BoltRequest

from bot.line.inbound import Inbound
from bot.slack.app import build_app, web_client
from bot.slack.listeners import Reception
from bot.slack.not_stored import NOT_STORED, TOLD_EVERY
from bot.store.store import Store
from evals.faults.arena import Arena
from evals.faults.moody import Moody, moody_server
from evals.faults.slack import Slack, payload
from evals.faults.truth import Found, calm_run
from evals.faults.world import STARTS, World, at_work, posting_to, until_done

AGAIN = (timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=6))
"""When Slack delivers an event again (https://docs.slack.dev/apis/events-api#retries)."""
LONG = (timedelta(seconds=5), timedelta(minutes=2), timedelta(minutes=8), timedelta(minutes=30))
"""How long an outage lasts."""
BETWEEN = timedelta(minutes=10)


@dataclass(frozen=True)
class Outage:
    """What takes the database away, and what brings it back."""

    begin: Callable[[], None]
    end: Callable[[], None]


def refusing(arena: Arena, store: Store, outage: Outage, times: int) -> Found:
    """Let so many outages pass while everyone types: the next thing when the last was taken in, or that again."""
    play, moody = Play(arena.world, store, outage, times), Moody(share=0.0, most=0, hangs=0)
    with moody_server(moody, Slack(moody, posted=play.told)):
        play.run(f"{moody.url}api/")
    world = replace(arena.world, messages=tuple(play.taken))
    rough = Arena(world, calm_run(world, arena.folder, "as-taken-in"), arena.url, arena.folder)
    with at_work(store, world, posting_to(rough.seen)):
        ended = until_done(store, len(world.messages))
    store.close()
    figures = {"refused": float(play.refused), "lost and sent again": float(play.lost), "times told": play.times_told}
    found = rough.judge("nothing can be stored", times, ended=ended, figures=figures)
    own = {"messages lost in silence": play.in_silence, "people told again too soon": play.too_soon}
    return replace(found, wrong={**own, **found.wrong})


@dataclass
class Play:
    """Everyone types, Slack delivers, the database comes and goes; `taken` is what was stored, in this order."""

    world: World
    store: Store
    outage: Outage
    outages: int
    now: datetime = STARTS
    taken: list[Inbound] = field(default_factory=list)
    refused: int = 0
    lost: int = 0
    in_silence: int = 0
    _words: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    _due: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=itertools.count)
    _chance: random.Random = field(default_factory=lambda: random.Random(8))  # noqa: S311 - not for secrets

    def run(self, api_url: str) -> None:
        """Play it to its end: everything typed is taken in, or lost."""
        self._app = self._open(api_url)
        span = self._outages()
        for who in self.world.talkers:
            own = [each for each in self.world.messages if each.conversation == who]
            self._types(own, span / len(own))
        while self._due:
            self.now, _, happens = heapq.heappop(self._due)
            happens()

    def told(self, post: dict[str, str]) -> None:
        """Note a word of ours that nothing can be stored."""
        if post["text"] == NOT_STORED:
            self._words[post["channel"]].append(self.now)

    @property
    def times_told(self) -> int:
        return sum(map(len, self._words.values()))

    @property
    def too_soon(self) -> int:
        return sum(b - a < TOLD_EVERY for times in self._words.values() for a, b in itertools.pairwise(times))

    def _open(self, api_url: str) -> App:
        def unasked(*_: object) -> NoReturn:
            raise LookupError("nobody asks for a form here")

        def receive(inbound: Inbound) -> None:
            if self.store.receive(inbound):
                self.taken.append(inbound)

        events = Reception(lambda: self.world.office.team, receive, unasked, unasked, unasked, now=lambda: self.now)
        return build_app(web_client("xoxb-faults", api_url), events)

    def _outages(self) -> timedelta:
        """Have every outage begin and end; gives how long all of it takes."""
        at = STARTS
        for _ in range(self.outages):
            at += self._chance.random() * 2 * BETWEEN
            self._at(at, self.outage.begin)
            at += self._chance.choice(LONG)
            self._at(at, self.outage.end)
        return at - STARTS

    def _types(self, texts: list[Inbound], pause: timedelta) -> None:
        """Somebody types the first of these after a while, and what is left once it was taken in."""
        if texts:
            self._at(self.now + self._chance.random() * 2 * pause, lambda: self._typed(texts, pause))

    def _typed(self, texts: list[Inbound], pause: timedelta) -> None:
        _, channel, _ = texts[0].key.split(":")
        key = f"message:{channel}:{self.now.timestamp():.6f}"
        self._deliver(texts[0].model_copy(update={"key": key, "at": self.now}), 0, texts, pause)

    def _deliver(self, message: Inbound, attempt: int, texts: list[Inbound], pause: timedelta) -> None:
        again = {"x-slack-retry-num": [str(attempt)]} if attempt else {}
        body = payload(self.world, message)
        answer = self._app.dispatch(BoltRequest(mode="socket_mode", body=body, headers=again))
        if answer.status == 200:
            self._types(texts[1:], pause)
            return
        self.refused += 1
        if attempt < len(AGAIN):
            at = message.at + AGAIN[attempt]
            self._at(at, lambda: self._deliver(message, attempt + 1, texts, pause))
            return
        self._is_lost(body["event"]["user"], message, texts, pause)

    def _is_lost(self, user: str, message: Inbound, texts: list[Inbound], pause: timedelta) -> None:
        """Slack delivers it no more. Whoever was told sends it again when they were told to; others never know."""
        self.lost += 1
        words = [at for at in self._words[user] if at >= message.at]
        self.in_silence += not words
        if words:
            self._at(max(self.now, words[-1] + TOLD_EVERY), lambda: self._typed(texts, pause))
        else:
            self._types(texts[1:], pause)

    def _at(self, when: datetime, happens: Callable[[], None]) -> None:
        heapq.heappush(self._due, (when, next(self._count), happens))
