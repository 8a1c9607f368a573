"""What a front end knows of the people who use it: who they are, and who looks after the workspace."""

from typing import Protocol

from bot.facts import Frozen


class Profile(Frozen):
    """A member as the front end knows them. `runs` says whether they look after the workspace or installed the app.

    `is_person` is False for apps, guests who left, and members that were deactivated.
    """

    member: str
    name: str
    handle: str = ""
    email: str | None = None
    title: str | None = None
    time_zone: str | None = None
    runs: bool = False
    is_person: bool = True


class Directory(Protocol):
    """Where people are looked up; an address is a member's id, after their workspace's where that is known: "T1/U1"."""

    def profile(self, address: str) -> Profile | None:
        """A member; None where there is none, or nobody answers."""
        ...

    def members(self, channel: str, address: str) -> tuple[str, ...]:
        """The ids of a channel's members, in the workspace of an address; none where they cannot be seen."""
        ...


class NoDirectory:
    """That of a front end that knows nobody."""

    def profile(self, address: str) -> Profile | None:  # noqa: ARG002 - a directory's own
        """Nobody."""
        return None

    def members(self, channel: str, address: str) -> tuple[str, ...]:  # noqa: ARG002 - a directory's own
        """Nobody."""
        return ()
