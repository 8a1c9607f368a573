"""Nothing that people said, are paid, or keep secret comes out aside: in a log, an error, a printed value."""

import ast
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.facts import Frozen, Words
from bot.line import inbound
from bot.review.model import Review
from bot.settings import Settings
from bot.watching.logs import JsonLines
from bot.watching.logs import Words as InWords

BOT = Path(__file__).parents[2] / "bot"
SECRET = "71234-quokka"
FILES = ("bot.pay.", "bot.team.entries", "bot.team.working_entries")
"""What a comp plan or a team is read into: what is wrong there is told, with the value, to whoever gave the file."""
KINDS = [k for k in Frozen.__subclasses__() if k.__module__.startswith("bot.") and not k.__module__.startswith(FILES)]
LEVELS = ("debug", "info", "warning", "error", "critical", "exception", "log")
HARMLESS = re.compile(
    r"type\((?:problem|error|trouble)\).__name__|error_code\((?:error|problem)\)|claim\.(?:seq|attempt|errors|lost)"
    r"|post\.key|reason|outcome\.reason|name|step\.(?:what|of)|logging\.\w+ if failed else logging\.\w+"
)
"""What our own lines may hold: a kind, Slack's code for an error, a number, a key, a reason without contents."""
LIBRARIES = (
    "sqlalchemy.engine.Engine",
    "slack_sdk.web.base_client",
    "slack_bolt.App",
    "openai._base_client",
    "httpx",
    "httpcore.http11",
    "chromadb.api",
    "alembic",
    "langchain",
    "websocket",
    "cheroot",
    "asyncio",
    "",
)


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_log = isinstance(node, ast.Call) and re.fullmatch(
                rf"_?log(?:ger)?\.(?:{'|'.join(LEVELS)})", ast.unparse(node.func)
            )
            if is_log and isinstance(node, ast.Call):
                yield f"{file.relative_to(BOT)}:{node.lineno}", node


def test_every_line_of_ours_holds_only_kinds_numbers_and_keys():
    calls = list(log_calls())
    assert len(calls) > 15
    for place, call in calls:
        said = [ast.unparse(part) for part in call.args if not isinstance(part, ast.Constant)]
        assert [part for part in said if not HARMLESS.fullmatch(part)] == [], place
        assert {keyword.arg for keyword in call.keywords} <= {"extra"}, place


@pytest.mark.parametrize("formatter", [JsonLines(), InWords()], ids=["json", "words"])
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.WARNING, logging.CRITICAL])
def test_no_library_gets_a_word_through_at_any_level(library: str, level: int, formatter: logging.Formatter):
    logger = logging.getLogger(library)
    try:
        raise ValueError(SECRET) from OSError(SECRET)  # noqa: TRY301 - to be told of
    except ValueError as problem:
        info = (type(problem), problem, problem.__traceback__)
    record = logger.makeRecord(
        library, level, "file.py", 1, f"Request: {SECRET} %s", (SECRET,), info, extra={"body": SECRET}, sinfo=SECRET
    )
    line = formatter.format(record)
    assert SECRET not in line
    assert "ValueError" in line


@pytest.mark.parametrize("kind", [Review, Words, inbound.Inbound, *KINDS])
def test_an_error_about_a_value_does_not_quote_it(kind: type[BaseModel]):
    given = dict.fromkeys(kind.model_fields, SECRET) | {SECRET[:5]: SECRET}
    with pytest.raises(ValidationError) as raised:
        kind.model_validate(given)
    assert SECRET not in f"{raised.value} {raised.value!r}"


def test_settings_that_are_printed_show_no_secret_and_no_password(monkeypatch):
    for name, field in Settings.model_fields.items():
        if field.annotation in (str, str | None) or "SecretStr" in str(field.annotation):
            alias = field.validation_alias
            called = alias if isinstance(alias, str) else f"PLANWRIGHT_{name.upper()}"
            monkeypatch.setenv(called, f"https://me:{SECRET}@host/" if "url" in name else SECRET)
    settings = Settings()
    shown = re.sub(r"(?:admin|http_host|slack_client_id|model_\w+)='[^']*'", "", f"{settings} {settings!r}")
    assert settings.model_key
    assert SECRET not in shown


def test_settings_that_cannot_be_used_are_told_without_what_they_hold(monkeypatch):
    monkeypatch.setenv("PLANWRIGHT_HTTP_PORT", SECRET)
    with pytest.raises(ValidationError) as raised:
        Settings()
    assert SECRET not in str(raised.value)
