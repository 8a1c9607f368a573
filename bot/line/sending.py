"""Works through the outbox: claim a post, hand it to a front end, note where it went or when to try again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.line.model import Delivery, Failed, Post, Retry, Sent
from bot.store.store import Store

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)


Deliver = Callable[[Post, Sent | None, int], Delivery]
"""Puts a post before its person. It is given where the post it replaces went, and which attempt this is, from 1."""


@dataclass(frozen=True)
class Sender:
    """One worker of the outbox. `only_to` keeps to one recipient, for a front end that speaks with one person."""

    store: Store
    deliver: Deliver
    clock: Callable[[], datetime]
    name: str
    only_to: str | None = None

    def work(self) -> bool:
        """Send the oldest post that is free. False when there is none."""
        claim = self.store.claim_outbound(self.name, self.clock(), LEASE, self.only_to)
        if claim is None:
            return False
        post = claim.value
        if post.until is not None and self.clock() > post.until:
            self.store.fail(claim, self.clock(), "not sent in time, and not wanted any more")
            return True
        replaced = self.store.where(post.replaces, post.to) if post.replaces else None
        outcome = self.deliver(post, replaced, claim.attempt)
        match outcome:
            case Sent():
                self.store.sent(claim, outcome)
            case Retry(at=at, reason=reason):
                self.store.postpone(claim, at, reason)
            case Failed(reason=reason):
                log.warning("post %s was given up: %s", claim.seq, reason)
                self.store.fail(claim, self.clock(), reason)
        return True
