"""YAML from people, read safely: plain values with their lines, and what is wrong told as line, wrong and expected.

Stricter and simpler than YAML itself. Only `true` and `false` are yes and no, so the country `NO` stays Norway; a
number with a point becomes a Decimal, never a binary fraction; aliases, tags and repeated fields are refused.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from pydantic import ValidationInfo

from bot.facts import Frozen

MAX_CHARACTERS = 200_000
MAX_DEPTH = 20
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9_]{0,30})")
POINTED = re.compile(r"[-+]?[0-9][0-9_]{0,30}\.[0-9_]{0,30}")
Path = tuple[str | int, ...]


class Problem(Frozen):
    """One thing wrong in a file: the line it is on (None for the whole file), what is wrong, and what is expected."""

    file: str = ""
    line: int | None
    wrong: str
    expected: str

    def __str__(self) -> str:
        where = self.file or "The file"
        if self.line is not None:
            where = f"{self.file} line {self.line}" if self.file else f"Line {self.line}"
        return f"{where}: {self.wrong}. Expected: {self.expected}."


class YamlDocument(Frozen):
    """A file as a tree of values, with the line of each part by its path: ("reps", 0, "goal") is on line 14."""

    file: str
    value: Any
    lines: dict[Path, int]
    text: str

    def line_of(self, path: Path) -> int:
        """The line a path is on, or that of the nearest part around it that exists."""
        return self.lines[self.path_of(path)]

    def path_of(self, loc: Path) -> Path:
        """The part of the file a location speaks of; the names of alternatives in between are passed over."""
        path: Path = ()
        for part in loc:
            if (*path, part) in self.lines:
                path = (*path, part)
        return path

    def quoted(self, line: int) -> str:
        """A line as it stands in the file, without the space around it."""
        return self.text.splitlines()[line - 1].strip()


class UnreadableError(ValueError):
    """A value that cannot be read, raised inside a validator: what is wrong and what is expected."""

    def __init__(self, wrong: str, expected: str) -> None:
        super().__init__(wrong)
        self.expected = expected


def refusal(info: ValidationInfo, raw: object, expected: str) -> UnreadableError:
    """What a validator raises: the field, what was given, and what is expected there."""
    value = "empty" if raw is None else "a list" if isinstance(raw, list) else f'"{str(raw)[:60]}"'
    value = "a group of fields" if isinstance(raw, dict) else value
    return UnreadableError(f'"{info.field_name}" is {value}', expected)


def read_yaml(text: str, file: str = "") -> YamlDocument | Problem:
    """Read YAML with line numbers; `file` is the name its writer knows it by.

    A file that is empty or too long, is no YAML, repeats a field, or uses aliases or tags is a Problem.
    """
    if len(text) > MAX_CHARACTERS:
        expected = f"at most {MAX_CHARACTERS:,} characters"
        return Problem(file=file, line=None, wrong="the file is too long", expected=expected)
    try:
        return _document(text.removeprefix("\ufeff"), file)
    except _RefusedError as refused:
        return Problem(file=file, line=refused.line, wrong=str(refused), expected=refused.expected)
    except yaml.YAMLError as error:
        return _not_yaml(error, file, text)


class _RefusedError(Exception):
    def __init__(self, part: yaml.Node | yaml.Event, wrong: str, expected: str) -> None:
        super().__init__(wrong)
        self.line = _line(part)
        self.expected = expected


class _Loader(yaml.SafeLoader):
    """Composes nodes and refuses what makes a small file large in memory, or more than data."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(event, "an alias (*) repeats another part", "it written out")
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(event, "a tag (!) changes what is read", "a plain value")
        if self.depth == MAX_DEPTH:
            raise _RefusedError(event, "the file is nested too deeply", "a few levels at most")
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _document(text: str, file: str) -> YamlDocument | Problem:
    node = _Loader(text).get_single_node()
    if node is None:
        return Problem(file=file, line=None, wrong="the file is empty", expected="at least one field")
    lines: dict[Path, int] = {}
    return YamlDocument(file=file, value=_plain(node, (), lines), lines=lines, text=text)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    """The node as plain data; the line of each part is noted on the way. A field's line is that of its name."""
    lines.setdefault(path, _line(node))
    if isinstance(node, yaml.MappingNode):
        return _fields(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return _scalar(node.tag.rpartition(":")[2], node.value)


def _fields(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise _RefusedError(name, "a field has no simple name", "name: value")
        if name.value in fields:
            first = lines[*path, name.value]
            raise _RefusedError(name, f'"{name.value}" was given on line {first}', "it only once")
        lines[*path, name.value] = _line(name)
        fields[name.value] = _plain(value, (*path, name.value), lines)
    return fields


def _scalar(kind: str, text: str) -> object:
    """Whatever is not clearly a number, a day, yes, no or nothing stays the text that was written."""
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "int" and WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and POINTED.fullmatch(text):
        return Decimal(text.replace("_", ""))
    return _day(text) if kind == "timestamp" else text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _not_yaml(error: yaml.YAMLError, file: str, text: str) -> Problem:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    told = error.problem if isinstance(error, yaml.MarkedYAMLError) else None
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        wrong = "there is a character here that no text has"
        return Problem(file=file, line=line, wrong=wrong, expected="plain text, typed anew where the line looks odd")
    return Problem(
        file=file,
        line=mark.line + 1 if mark else None,
        wrong=f"this is not YAML ({told or 'it cannot be read'})",
        expected='lines such as "name: value", indented with spaces',
    )
