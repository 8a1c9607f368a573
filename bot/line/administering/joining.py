"""People from the front end's directory as people of the team: whom it knows, what it knows, and who is left out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.line.directory import Profile
from bot.team.changes import Join
from bot.team.entries import EMAIL
from bot.team.sheet import Fields, Sheet


def joins(found: Iterable[Profile], sheet: Sheet, role: str, workspace: str) -> Iterator[Join]:
    """A join for everyone who is a person and not in the team yet; names and ids are made each their own."""
    names = {sheet.name(person).casefold() for person in sheet.people}
    members = {sheet.text((person, "slack_id")) for person in sheet.people}
    taken = set(sheet.people)
    for profile in found:
        if not profile.is_person or profile.member in members:
            continue
        name = _own_name(profile, names)
        person = _own_id(name, profile, taken)
        names.add(name.casefold())
        members.add(profile.member)
        taken.add(person)
        yield Join(person=person, fields=_fields(profile, name, role, workspace))


def _own_name(profile: Profile, names: set[str]) -> str:
    """What somebody is called, told apart from others of the same name by their handle."""
    name = "".join(letter for letter in profile.name if letter.isprintable()).strip()[:80] or profile.member
    return f"{name} ({profile.handle or profile.member})"[:100] if name.casefold() in names else name


def _own_id(name: str, profile: Profile, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    made = "-".join(re.findall("[a-z0-9]+", letters))[:30].strip("-")
    plain = made or profile.member.casefold()
    return plain if plain not in taken else f"{plain[:24]}-{profile.member.casefold()}"[:40]


def _fields(profile: Profile, name: str, role: str, workspace: str) -> Fields:
    title = "".join(letter for letter in profile.title or "" if letter.isprintable()).strip()[:100]
    email = profile.email if profile.email and EMAIL.fullmatch(profile.email) else ""
    known = {
        "name": name,
        "role": role,
        "title": title,
        "email": email,
        "slack_id": profile.member,
        "workspace": workspace,
        "time_zone": profile.time_zone or "",
    }
    return {field: text for field, text in known.items() if text}
