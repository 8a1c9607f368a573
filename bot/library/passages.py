"""Markdown into passages: front matter, headings with their rules, and parts of a length that answers a question.

Front matter may hold `title` and `rules`. A heading may name its own rules, as in "## Run-rate {M08, M09}". A comment
"<!-- asked: ...; ... -->" under it, or several, hold the ways people ask for it; they are searched and never shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from bot.library.cleaning import cleaned, speaks_to_a_model
from bot.library.model import Document, Passage
from bot.reading import fast_yaml

LONGEST = 1_400
"""Characters of a passage; a longer section is parted between paragraphs, then between sentences."""
MOST_PASSAGES = 5_000

_FRONT = re.compile(r"\A\ufeff?---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_RULES = re.compile(r"\s*\{([A-Z]{1,3}\d{1,3}(?:\s*,\s*[A-Z]{1,3}\d{1,3})*)\}$")
_ASKED = re.compile(r"<!--\s*asked:(.*?)-->", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass
class Section:
    """The lines under one heading."""

    heading: str
    rules: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def read_markdown(text: str, file: str, title: str | None = None) -> Document:
    """A document from Markdown; `title` where the front matter has none. Paragraphs to a model are left out."""
    front, body = _front_matter(text)
    name = cleaned(str(front.get("title") or title or file)).strip()
    listed = front.get("rules")
    rules = tuple(map(str, listed)) if isinstance(listed, list) else ()
    left_out = list[str]()
    passages = [
        Passage(document=name, heading=heading, rules=section.rules, text=part, asked=asked, file=file)
        for section in _sections(body, rules)
        for heading, part, asked in _parts(section, name, left_out)
    ]
    problem = _told(len(left_out)) if left_out else None
    if len(passages) > MOST_PASSAGES:
        problem = f"Only its first {MOST_PASSAGES:,} passages are used."
    elif not passages and problem is None:
        problem = "There is no text in it."
    return Document(file=file, title=name, passages=tuple(passages[:MOST_PASSAGES]), problem=problem)


def _told(left_out: int) -> str:
    if left_out == 1:
        return "1 paragraph that gives orders to an assistant was left out."
    return f"{left_out} paragraphs that give orders to an assistant were left out."


def _front_matter(text: str) -> tuple[dict[str, object | list[object]], str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        front = fast_yaml.load(found[1])
    except yaml.YAMLError:
        return {}, text
    return (front if isinstance(front, dict) else {}), text[found.end() :]


def _sections(body: str, rules: tuple[str, ...]) -> Iterator[Section]:
    section, fenced = Section("", rules), False
    for line in body.splitlines():
        fenced ^= line.lstrip().startswith("```")
        found = None if fenced else _HEADING.match(line)
        if found is None:
            section.lines.append(line)
            continue
        yield section
        own = _RULES.search(found[2])
        named = tuple(rule.strip() for rule in own[1].split(",")) if own else rules
        section = Section(cleaned(_RULES.sub("", found[2])).strip(), named)
    yield section


def _parts(section: Section, document: str, left_out: list[str]) -> Iterator[tuple[str, str, str]]:
    """Heading, text and other words of each part of a section."""
    text = "\n".join(section.lines)
    asked = "; ".join(each.strip() for each in _ASKED.findall(text))
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", cleaned(text)) if paragraph.strip()]
    left_out += filter(speaks_to_a_model, paragraphs)
    kept = [paragraph for paragraph in paragraphs if not speaks_to_a_model(paragraph)]
    if speaks_to_a_model(section.heading):
        return
    parts = list(_packed(kept))
    heading = section.heading or document
    for number, part in enumerate(parts, 1):
        yield (heading if len(parts) == 1 else f"{heading} ({number} of {len(parts)})"), part, asked


def _packed(paragraphs: list[str]) -> Iterator[str]:
    """Paragraphs joined up to the longest length."""
    packed = ""
    for piece in (piece for paragraph in paragraphs for piece in _pieces(paragraph)):
        if packed and len(packed) + len(piece) > LONGEST:
            yield packed
            packed = ""
        packed = f"{packed}\n\n{piece}" if packed else piece
    if packed:
        yield packed


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph as it is, or a long one by its sentences, or by force where it has none."""
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    piece = ""
    for sentence in _SENTENCE_END.split(paragraph):
        for start in range(0, len(sentence), LONGEST):
            part = sentence[start : start + LONGEST]
            if piece and len(piece) + len(part) + 1 > LONGEST:
                yield piece
                piece = ""
            piece = f"{piece} {part}" if piece else part
    yield piece
