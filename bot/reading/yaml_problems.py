"""What a model found wrong with a YAML file, told to whoever wrote it: the line, what is wrong, what would do."""

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.reading.yaml_lines import Path, Problem, UnreadableError, YamlDocument

Schema = dict[str, Any]
NO_FIELDS = ("model_type", "dict_type", "model_attributes_type")
NO_LIST = ("tuple_type", "list_type")
A_FEW = 8


def problems_of(error: ValidationError, document: YamlDocument, model: type[BaseModel]) -> list[Problem]:
    """What `model` found wrong with a document, a Problem for each place, in the order of the file."""
    schema = model.model_json_schema(mode="validation")
    told = [(_place(document, e), e) for e in error.errors(include_url=False) if not _follows(e)]
    told.sort(key=lambda pair: document.lines[pair[0][0]])
    grouped = groupby(told, lambda pair: pair[0])
    return [_problem(path, [e for _, e in group], document, schema) for (path, _), group in grouped]


def _follows(error: ErrorDetails) -> bool:
    """Whether it only says that nothing was left of a list once its wrong items were gone."""
    return error["type"] == "too_short" and bool(error["input"])


def _place(document: YamlDocument, error: ErrorDetails) -> tuple[Path, str]:
    """The part of the file an error is about, and what is missing from it, if something is."""
    missing = str(error["loc"][-1]) if error["type"] == "missing" else ""
    return document.path_of(tuple(error["loc"])), missing


def _problem(path: Path, errors: list[ErrorDetails], document: YamlDocument, schema: Schema) -> Problem:
    """One place may fail several alternatives: it says what is wrong once, and all that would do."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    said = [_in_words(error, name, _fields_at(schema, error["loc"])) for error in _telling(errors)]
    expected = list(dict.fromkeys(expected for _, expected in said))
    return Problem(file=document.file, line=document.line_of(path), wrong=said[0][0], expected=" or ".join(expected))


def _telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the alternatives nobody meant: who wrote a plain value did not mean a part with fields of its own."""
    plain = [e for e in errors if e["type"] not in NO_FIELDS]
    return plain if plain and any(isinstance(_cause(e), UnreadableError) for e in plain) else errors


def _cause(error: ErrorDetails) -> object:
    return error.get("ctx", {}).get("error")


def _in_words(error: ErrorDetails, name: str, fields: Collection[str]) -> tuple[str, str]:
    kind, context, cause = error["type"], error.get("ctx", {}), _cause(error)
    if isinstance(cause, UnreadableError):
        return str(cause), cause.expected
    if kind == "missing":
        missing = error["loc"][-1]
        return f'"{missing}" is missing', f'a line "{missing}: …"'
    if kind == "extra_forbidden":
        return f'"{name}" is not a field here', _nearest(str(error["loc"][-1]), fields)
    if kind.startswith("union_tag"):
        tag = str(context.get("discriminator", "kind")).strip("'")
        return f'"{tag}" is missing or unknown', f"{tag}: one of {context.get('expected_tags', 'the known ones')}"
    wrong = f'{_shown(error["input"])} does not do for "{name}"'
    if kind in NO_FIELDS and fields:
        return wrong, f"fields of its own, such as {{{', '.join(f'{field}: …' for field in list(fields)[:3])}}}"
    if kind in NO_LIST:
        return wrong, "a list: [one, another], or lines that each begin with a dash"
    if kind in ("enum", "literal_error"):
        return wrong, _nearest(str(error["input"]), re.findall(r"'([^']+)'", str(context.get("expected"))))
    return wrong, _wanted(error["msg"])


def _nearest(written: str, known: Collection[str]) -> str:
    """What was most likely meant, and what else there is where that is not much."""
    word = written.casefold()
    inside = [k for k in known if word in k.casefold()] if len(word) > 2 else []
    near = inside[:1] or get_close_matches(written, known, n=1) or [k for k in known if k.casefold() in word][:1]
    if not known:
        return "no further field"
    if len(known) == 1:
        return f'"{next(iter(known))}"'
    if near and len(known) > A_FEW:
        return f'"{near[0]}"'
    rest = ", ".join(word for word in known if word not in near)
    return f'"{near[0]}"' + (f" (or {rest})" if rest else "") if near else f"one of: {rest}"


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str | int | Decimal) and len(str(value)) < 60 else "what is there"


def _wanted(message: str) -> str:
    lowered = message[0].lower() + message[1:]
    for start in ("input should be ", "value error, ", "value should be "):
        lowered = lowered.removeprefix(start)
    return lowered


def _fields_at(schema: Schema, loc: Iterable[str | int]) -> tuple[str, ...]:
    """The fields there are where an error is; of a field that is not known, those around it."""
    around = parts = [schema]
    for step in loc:
        found = [part for one in parts for part in _down(schema, one, step)]
        if found:
            around, parts = parts, found
    fields = tuple(dict.fromkeys(name for part in _flat(schema, parts) for name in part.get("properties", {})))
    return fields or tuple(dict.fromkeys(name for part in _flat(schema, around) for name in part.get("properties", {})))


def _flat(schema: Schema, parts: Iterable[Schema]) -> Iterator[Schema]:
    """Parts with references followed and alternatives laid side by side."""
    for part in parts:
        if "$ref" in part:
            yield from _flat(schema, [schema["$defs"][part["$ref"].rpartition("/")[2]]])
            continue
        yield part
        yield from _flat(schema, [*part.get("anyOf", ()), *part.get("oneOf", ())])


def _down(schema: Schema, part: Schema, step: str | int) -> Iterator[Schema]:
    """Where a step of a location leads: a field, an item of a list, or the alternative that is named."""
    for one in _flat(schema, [part]):
        chosen = one.get("discriminator", {}).get("mapping", {}).get(step)
        if chosen is not None:
            yield {"$ref": chosen}
        elif isinstance(step, str) and step in one.get("properties", {}):
            yield one["properties"][step]
        elif one.get("title") == step:
            yield one
        elif isinstance(step, int) and "items" in one:
            yield one["items"]
