"""A reply shown while it is written: a look ahead at what the outbox will bring, never instead of it.

Where it is shown is noted at once, so that whoever answers the event after a crash ends the same one.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.line.inbound import Inbound
from bot.line.posts import Post, Reply, Shown

Show = Callable[[str], bool]
"""Takes a reply as far as it is written and checked; False where its person has stopped it."""


class Screen(Protocol):
    """Where a front end shows replies while they are written. It is a courtesy, so neither method raises."""

    def begin(self, inbound: Inbound, text: str) -> Shown | None:
        """Show the beginning of the reply to an event; None where it cannot be."""
        ...

    def add(self, inbound: Inbound, shown: Shown, more: str) -> Shown:
        """Show more of it; gives what is there now."""
        ...


class Live:
    """The reply to one event. `shown` is where an earlier try at this event has shown one; `note` keeps where it is."""

    def __init__(
        self,
        inbound: Inbound,
        screen: Screen | None,
        note: Callable[[Shown], None],
        is_stopped: Callable[[], bool],
        shown: Shown | None = None,
    ) -> None:
        self._inbound, self._screen, self._note, self._is_stopped = inbound, screen, note, is_stopped
        self._is_tried = False
        self.shown = shown

    def show(self, text: str) -> bool:
        """Show the reply as far as it is written; False where its person has stopped it."""
        if self._is_stopped():
            return False
        if self.shown is None:
            self._begin(text)
        elif self._screen and self.shown.text is not None and text.startswith(self.shown.text):
            self.shown = self._screen.add(self._inbound, self.shown, text.removeprefix(self.shown.text))
        return True

    def _begin(self, text: str) -> None:
        if self._is_tried or self._screen is None:
            return
        self._is_tried = True
        self.shown = self._screen.begin(self._inbound, text)
        if self.shown is not None:
            self._note(self.shown)

    def ended_by(self, posts: Sequence[Post]) -> tuple[Post, ...]:
        """The posts, the one among them that ends what is shown: the answer, else the first reply to the person."""
        to = self._inbound.person or self._inbound.address
        replies = [post for post in posts if post.to == to and isinstance(post.content, Reply)]
        answers = [post for post in replies if isinstance(post.content, Reply) and post.content.answers]
        if self.shown is None or not replies:
            return tuple(posts)
        last = (answers or replies)[0]
        return tuple(post.model_copy(update={"shown": self.shown}) if post is last else post for post in posts)
