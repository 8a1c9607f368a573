"""Whose row it is: the owner's name without the e-mail, and names that stand once above or at the top of a group."""

import re
from collections import Counter

from bot.reading.tables.columns import Columns
from bot.reading.tables.model import Meaning
from bot.reading.tables.words import plain

_LABEL = re.compile(r"^(?:opportunity |deal |account )?(?:owner|rep|sales ?rep|verkäufer)\s*:\s*", re.IGNORECASE)


def owners(columns: Columns) -> dict[int, str | None]:
    """The owner of every row of data, by row number."""
    said = {row.number: owner_name(columns.text(row, Meaning.OWNER)) for row in columns.layout.data}
    if not any(said.values()):
        said = _from_headings(columns, said)
    elif _stands_once([said[row.number] for row in columns.layout.data if len(row.filled) > 2]):
        said = _filled_down(said)
    return _one_spelling(said)


def owner_name(text: str | None) -> str | None:
    """A name as people say it: "Ann Lee (ann@example.com)" and "Lee, Ann" are both "Ann Lee"."""
    if text is None:
        return None
    bare = re.sub(r"\s*[(<][^()<>]*@[^()<>]*[)>]\s*$", "", text).strip()
    last_first = re.match(r"^([^,@]+),\s*([^,@]+)$", bare)
    return f"{last_first[2].strip()} {last_first[1].strip()}" if last_first else bare or None


def _stands_once(names: list[str | None]) -> bool:
    """Each owner only on the first row of a group, as in a report with merged cells: few names, none of them twice."""
    filled = [name for name in names if name]
    return bool(filled) and names[0] is not None and len(filled) == len(set(filled)) and len(names) > 2 * len(filled)


def _filled_down(said: dict[int, str | None]) -> dict[int, str | None]:
    current: str | None = None
    filled: dict[int, str | None] = {}
    for number, name in said.items():
        current = name or current
        filled[number] = current
    return filled


def _from_headings(columns: Columns, said: dict[int, str | None]) -> dict[int, str | None]:
    """A heading names the owner of the rows below it where it says "Owner:" or a total of that name follows."""
    left_out = columns.layout.left_out
    totals = " | ".join(plain(each.text) for each in left_out if each.kind == "total")
    headings = {
        each.row: _LABEL.sub("", re.sub(r"\s*\([^()]*\)\s*$", "", each.text))
        for each in left_out
        if each.kind == "heading"
    }
    labelled = {each.row for each in left_out if each.kind == "heading" and _LABEL.match(each.text)}
    named = {row: text for row, text in headings.items() if row in labelled or plain(text) in totals}
    found: dict[int, str | None] = {}
    rows, at = sorted(named), 0
    for number in said:
        while at < len(rows) and rows[at] < number:
            at += 1
        found[number] = owner_name(named[rows[at - 1]]) if at else None
    return found


def _one_spelling(said: dict[int, str | None]) -> dict[int, str | None]:
    """ "ANN LEE" and "Ann  Lee" are one person, under the spelling used most."""
    spellings: dict[str, Counter[str]] = {}
    for name in said.values():
        if name:
            spellings.setdefault(plain(name), Counter())[name] += 1
    best = {key: counts.most_common(1)[0][0] for key, counts in spellings.items()}
    return {number: best[plain(name)] if name else None for number, name in said.items()}
