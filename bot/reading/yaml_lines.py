"""YAML with its line numbers, and what a file got wrong told as a line, what is wrong and what is expected."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.facts import Frozen

MAX_CHARACTERS = 200_000
Path = tuple[str | int, ...]


class Problem(Frozen):
    """One thing wrong in a file: the line it is on (None for the whole file), what is wrong, and what is expected."""

    line: int | None
    wrong: str
    expected: str

    @property
    def text(self) -> str:
        where = "The file" if self.line is None else f"Line {self.line}"
        return f"{where}: {self.wrong}. Expected: {self.expected}."


class YamlDocument(Frozen):
    """A file as a tree of values, with the line of each part by its path: ("reps", 0, "goal") is on line 14."""

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


class _Loader(yaml.SafeLoader):
    """Numbers with a point are Decimal, so that money is exact from the file on; a day that is none stays text."""


def _decimal(_: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal | str:
    text = node.value.replace("_", "")
    return Decimal(text) if text.lstrip("+-").replace(".", "", 1).isdigit() else node.value


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read_yaml(text: str) -> YamlDocument | Problem:
    """Read YAML with line numbers. A file that is too long, is no YAML, repeats a key or uses aliases is a Problem."""
    if len(text) > MAX_CHARACTERS:
        return Problem(line=None, wrong="the file is too long", expected=f"at most {MAX_CHARACTERS:,} characters")
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, yaml.AliasToken):
                return Problem(line=_line(token), wrong="an alias (*) repeats another part", expected="it written out")
        node = yaml.compose(text, Loader=_Loader)
        return _document(node, text)
    except yaml.YAMLError as error:
        return _not_yaml(error)
    except RecursionError:
        return Problem(line=None, wrong="the file is nested too deeply", expected="a few levels at most")


def _document(node: yaml.Node | None, text: str) -> YamlDocument | Problem:
    if node is None:
        return Problem(line=None, wrong="the file is empty", expected="at least one field")
    repeated = _repeated(node)
    if repeated is not None:
        return repeated
    return YamlDocument(value=_Loader("").construct_document(node), lines=dict(_places(node, ())), text=text)


def _line(part: yaml.Node | yaml.Token) -> int:
    return part.start_mark.line + 1


def _not_yaml(error: yaml.YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    told = error.problem if isinstance(error, yaml.MarkedYAMLError) else None
    return Problem(
        line=mark.line + 1 if mark else None,
        wrong=f"this is not YAML ({told or 'it cannot be read'})",
        expected='lines such as "name: value", indented with spaces',
    )


def _places(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, _line(node)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(item, (*path, index))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*path, key.value))
            yield (*path, key.value), _line(key)


def _repeated(node: yaml.Node) -> Problem | None:
    seen = dict[str, int]()
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, value = child if isinstance(child, tuple) else (None, child)
        if key is not None and key.value in seen:
            first = seen[key.value]
            return Problem(line=_line(key), wrong=f'"{key.value}" was given on line {first}', expected="it only once")
        if key is not None:
            seen[str(key.value)] = _line(key)
        deeper = _repeated(value)
        if deeper is not None:
            return deeper
    return None


def problems_of(error: ValidationError, document: YamlDocument) -> list[Problem]:
    """What a model found wrong with a document, a Problem for each place, in the order of the file."""
    told = [(_place(document, e), e) for e in error.errors(include_url=False)]
    told.sort(key=lambda pair: document.lines[pair[0][0]])
    return [_problem(path, [e for _, e in group], document) for (path, _), group in groupby(told, lambda pair: pair[0])]


def _place(document: YamlDocument, error: ErrorDetails) -> tuple[Path, str]:
    """The part of the file an error is about, and what is missing from it, if something is."""
    missing = str(error["loc"][-1]) if error["type"] == "missing" else ""
    return document.path_of(tuple(error["loc"])), missing


def _problem(path: Path, errors: list[ErrorDetails], document: YamlDocument) -> Problem:
    """One place may fail several alternatives: it says what is wrong once, and all that would do."""
    said = [_in_words(error) for error in errors]
    expected = list(dict.fromkeys(expected for _, expected in said))
    wrong = list(dict.fromkeys(wrong for wrong, _ in said))
    return Problem(
        line=document.line_of(path),
        wrong="; ".join(wrong) if len(expected) == len(wrong) else wrong[0],
        expected=" or ".join(expected),
    )


def _in_words(error: ErrorDetails) -> tuple[str, str]:
    kind, context, name = error["type"], error.get("ctx", {}), error["loc"][-1] if error["loc"] else "the file"
    cause = context.get("error")
    if isinstance(cause, UnreadableError):
        return str(cause), cause.expected
    if kind == "missing":
        return f'"{name}" is missing', f'a line "{name}: …"'
    if kind == "extra_forbidden":
        return f'"{name}" is not a field here', "only the fields that are documented"
    if kind.startswith("union_tag"):
        tag = str(context.get("discriminator", "kind")).strip("'")
        return f'"{tag}" is missing or unknown', f"{tag}: one of {context.get('expected_tags', 'the known ones')}"
    return f'{_shown(error["input"])} does not do for "{name}"', _wanted(error["msg"])


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str | int | Decimal) and len(str(value)) < 60 else "what is there"


def _wanted(message: str) -> str:
    lowered = message[0].lower() + message[1:]
    for start in ("input should be ", "value error, ", "value should be "):
        lowered = lowered.removeprefix(start)
    return lowered
