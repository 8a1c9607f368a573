"""Who sets up the team: whom the settings or the set-up name; while nobody is named, whoever looks after Slack."""

from collections.abc import Callable

from bot.line.directory import Profile
from bot.line.office import Office, SetUp


def administrators(set_up: SetUp) -> tuple[str, ...]:
    """The addresses of everyone who is named."""
    return tuple(dict.fromkeys((*set_up.administrators, *set_up.sheet.administrators)))


def administers(address: str, office: Office, profile: Callable[[str], Profile | None]) -> bool:
    """Whether whoever is behind an address (from the signed event) may set up the team.

    `profile` is asked only while nobody is named: the first to come of those who look after the workspace takes it up.
    """
    if office.set_up is None:
        return False
    named = administrators(office.set_up)
    if named:
        return any(_same(address, each, office.set_up) for each in named)
    found = profile(address)
    return found is not None and found.runs


def _same(address: str, named: str, set_up: SetUp) -> bool:
    """A member named without a workspace is meant wherever there is only one."""
    if "/" in named or set_up.several_workspaces:
        return address == named
    return address.rpartition("/")[2] == named
