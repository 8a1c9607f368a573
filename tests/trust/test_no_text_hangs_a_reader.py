"""No text, however it is made, keeps a regular expression busy: while one runs, nobody else is answered.

Every expression in the program is found in its source, and given what its own repetitions take, again and again, with
an end that does not fit. What takes a time that doubles with each word shows at a few hundred characters.
"""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import bot
from bot.coach import swapping
from bot.line.inbound import LONGEST_MESSAGE
from bot.reading.tables import figures
from tests.line.conftest import Room

LENGTH, MOST, SECONDS = 320, 60, 0.15
"""Characters of a text, texts for one expression, and seconds of the processor: far more than it should take."""
CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
SPELLED = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_WORD: ",",
}
END = "\x01"
GATED = {"bot.coach.swapping._SHAPES": swapping.LONGEST, "bot.reading.tables.figures._MONEY": figures._LONGEST}
"""Expressions that are asked about short texts only, without blanks in a row; and how short."""


class TooLong(BaseException):
    """An expression took too long. Nothing may catch it."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        if "migrations" not in found.name:
            yield importlib.import_module(found.name)


def written(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The expressions in a module's source, as far as they are known when it is imported, and what its names hold."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{name}" for name in CALLS}:
            try:
                found = [eval(ast.unparse(part), vars(module)) for part in parts(node)]
            except NameError:
                continue
            flags = next((flag for flag in found if isinstance(flag, re.RegexFlag)), re.NOFLAG)
            yield f"{module.__name__}:{node.lineno}", re.compile(found[0], flags)
    for name, value in vars(module).items():
        yield from ((f"{module.__name__}.{name}", pattern) for pattern in held(value))


def parts(call: ast.Call) -> list[ast.expr]:
    """An expression, and what may be its flags."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    return [call.args[0], *(each for each in call.args[1:] if re.match(r"re\.|_FLAGS", ast.unparse(each))), *named]


def held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from held(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from held(part)


def one_of(choices: Any) -> str:
    for kind, value in choices:
        if kind is op.LITERAL:
            return chr(value)
        if kind is op.RANGE:
            return chr(value[0])
        if kind is op.CATEGORY:
            return SPELLED.get(value, "a")
        if kind is op.NEGATE:
            return "ä"
    return "a"


def spelled(tree: Any, most: int = 3) -> Iterator[str]:
    """A few texts that a part of an expression takes."""
    texts = [""]
    for kind, value in tree:
        texts = [text + more for text in texts for more in islice(_spelled(kind, value, most), most)][: most * 4]
    yield from texts


def _spelled(kind: Any, value: Any, most: int) -> Iterator[str]:  # noqa: C901 - a line for each kind
    match kind:
        case op.LITERAL:
            yield chr(value)
        case op.NOT_LITERAL | op.ANY:
            yield "a"
        case op.IN:
            yield one_of(value)
        case op.BRANCH:
            for branch in value[1]:
                yield next(spelled(branch, 1))
        case op.SUBPATTERN:
            yield from spelled(value[3], most)
        case op.ATOMIC_GROUP:
            yield from spelled(value, most)
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            for text in spelled(value[2], most):
                yield text * max(value[0], 1)
            if value[0] == 0:
                yield ""
        case _:
            yield ""


def repeated(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What an expression lets come again and again, with a text that leads up to it."""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            if value[1] is op.MAXREPEAT or value[1] > 9:
                yield from ((before, text) for text in spelled(value[2], 12) if text)
                yield from ((before, f"{text} ") for text in spelled(value[2], 4) if text.strip())
            yield from repeated(value[2], before)
        for inside in inner(kind, value):
            yield from repeated(inside, before)
        before += next(_spelled(kind, value, 1))


def inner(kind: Any, value: Any) -> list[Any]:
    match kind:
        case op.BRANCH:
            return list(value[1])
        case op.SUBPATTERN:
            return [value[3]]
        case op.ATOMIC_GROUP:
            return [value]
        case op.ASSERT | op.ASSERT_NOT:
            return [value[1]]
    return []


def too_long(pattern: re.Pattern[str], short: int | None = None) -> str | None:
    """A text that keeps an expression busy, or None; `short` is the most characters that it is asked about."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for before, again in islice(dict.fromkeys(repeated(tree)), MOST):
        text = before + again * ((short or LENGTH) // len(again)) + END
        text = " ".join(text.split()) if short else text
        for look in (pattern.search, pattern.fullmatch):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                look(text)
            except TooLong:
                return f"{look.__name__} {before!r} {again!r}"
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def late(*_: object) -> None:
    raise TooLong


def test_no_expression_takes_a_time_that_doubles_with_each_word():
    found = {pattern: place for module in modules() for place, pattern in written(module)}
    assert len(found) > 300
    was = signal.signal(signal.SIGVTALRM, late)
    try:
        slow = {place: too_long(pattern, GATED.get(place)) for pattern, place in found.items()}
    finally:
        signal.signal(signal.SIGVTALRM, was)
    assert {place: text for place, text in slow.items() if text} == {}


def test_one_that_does_is_found():
    was = signal.signal(signal.SIGVTALRM, late)
    try:
        assert too_long(re.compile(r"(?:(?:no|yes)(?: \w+)?[ ,]*)*done"))
        assert too_long(re.compile(r"\s+[a-z]\s*\s*\s*$|(?:a|b|ab)*c"))
        assert too_long(re.compile(r"(?:no |yes )*done")) is None
    finally:
        signal.signal(signal.SIGVTALRM, was)


def test_a_message_that_is_longer_than_anyone_types_is_not_read(room: Room):
    room.says("dana", "hi")
    before = room.interview("dana")
    said = room.says("dana", "my goal is 1.5M. " * (LONGEST_MESSAGE // 10))
    assert "12,000 characters" in said
    assert room.interview("dana") == before
