"""Works through the outbox: claim a post, hand it to a front end, note where it went or when to try again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.line.keeping import DATABASE_TROUBLE, DATABASE_WAIT, LEASE, Keeps, for_one_lease, is_hopeless, wait_after
from bot.line.posts import Canvas, Delivery, Failed, Post, Reply, Retry, Sent
from bot.store.model import Claimed
from bot.store.store import Store
from bot.watching.watch import Step, Watch

log = logging.getLogger(__name__)


Deliver = Callable[[Post, Sent | None, int], Delivery]
"""Puts a post before its person. It is given where the post it replaces went, and which attempt this is, from 1."""


@dataclass(frozen=True)
class Sender:
    """One worker of the outbox. `only_to` keeps to one recipient, for a front end that speaks with one person.

    `sorry` is said in place of a document or card that could not be made; `keeps` renews the lease; `watch` is told of
    each post.
    """

    store: Store
    deliver: Deliver
    clock: Callable[[], datetime]
    name: str
    only_to: str | None = None
    sorry: str = ""
    keeps: Keeps = for_one_lease
    watch: Watch = field(default_factory=Watch)

    def work(self) -> bool:
        """Send the oldest post that is free. False when there is none."""
        claim = self.store.claim_outbound(self.name, self.clock(), LEASE, self.only_to)
        if claim is None:
            return False
        if claim.lost:
            self.watch.tell(Step("lease", "outbox", claim.value.key, "lost"))
        with self.keeps(claim):
            self._handle(claim)
        return True

    def _handle(self, claim: Claimed[Post]) -> None:
        try:
            self._send(claim)
        except DATABASE_TROUBLE as problem:
            # It may be out already and goes out once more then: better twice than never.
            log.warning("post %s waits for the database: %s", claim.seq, type(problem).__name__)
            self.store.postpone(claim, self.clock() + DATABASE_WAIT, "the database was in trouble")
        except Exception as problem:  # noqa: BLE001
            # One document that cannot be made must not hold up everything else for its person.
            log.warning("post %s failed at attempt %s: %s", claim.seq, claim.attempt, type(problem).__name__)
            self.store.postpone(claim, self.clock() + wait_after(claim, problem), type(problem).__name__, error=True)

    def _send(self, claim: Claimed[Post]) -> None:
        post = claim.value
        if is_hopeless(claim):
            self._give_up(claim)
            return
        if post.until is not None and self.clock() > post.until:
            self.store.fail(claim, self.clock(), "not sent in time, and not wanted any more")
            return
        replaced = self.store.where(post.replaces, post.to) if post.replaces else None
        with self.watch.step("post", _kind(post), post.key) as course:
            course.counts["attempt"] = claim.attempt
            outcome = self.deliver(post, replaced, claim.attempt)
            course.outcome = type(outcome).__name__.casefold()
        match outcome:
            case Sent():
                self.store.sent(claim, outcome)
            case Retry(at=at, reason=reason):
                self.store.postpone(claim, at, reason)
            case Failed(reason=reason):
                log.warning("post %s was given up: %s", claim.seq, reason)
                self.store.fail(claim, self.clock(), reason)

    def _give_up(self, claim: Claimed[Post]) -> None:
        """End a post that cannot be made, and say so where it was more than words."""
        post = claim.value
        self.watch.tell(Step("post", _kind(post), post.key, "gave up"))
        log.error("post %s was given up after %s errors, lost %s times", claim.seq, claim.errors, claim.lost)
        told = self.sorry and not isinstance(post.content, Reply | Canvas)
        instead = Post(key=f"{post.key}/trouble", to=post.to, content=Reply(text=self.sorry)) if told else None
        self.store.fail(claim, self.clock(), "gave up", instead)


def _kind(post: Post) -> str:
    """What a post is; a nudge, which is a reply like others, goes by its own name."""
    return "Nudge" if post.key.startswith("nudge/") else type(post.content).__name__
