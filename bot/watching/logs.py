"""The log: one line for each step and for each warning, as words or as JSON, on standard error.

What people wrote is in none of them. A library's own words may quote it, so of a record that is not ours only its
place is kept, and of an exception its kind and the lines it went through.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any, Literal

from bot.watching.watch import Step

Style = Literal["words", "json"]
OURS = "bot"
log = logging.getLogger("bot.watching")


def set_up(style: Style, level: str) -> None:
    """Have every record of this process written to standard error in this style, from this level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if style == "json" else Words())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)


def tell(step: Step) -> None:
    """Log a step. Of what else fails, whoever does it warns in its own words; a model's failures are only told here."""
    failed = step.what == "model" and step.outcome not in ("ok", "stopped")
    log.log(logging.WARNING if failed else logging.INFO, "%s %s", step.what, step.of, extra={"step": step})


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_told(record), default=str)


class Words(logging.Formatter):
    """One line of words."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        head = f"{told.pop('at')} {told.pop('level'):7} {told.pop('says')}"
        return " ".join([head, *(f"{name}={value}" for name, value in told.items())])


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "says": record.getMessage() if _is_ours(record) else f"{record.name} at {record.filename}:{record.lineno}",
    }
    step = getattr(record, "step", None)
    if isinstance(step, Step):
        told |= {"key": step.key, "outcome": step.outcome} | dict(step.counts)
        told |= {} if step.seconds is None else {"ms": round(step.seconds * 1000, 1)}
    if record.exc_info and record.exc_info[0]:
        told |= {"problem": record.exc_info[0].__name__, "through": _way(record)}
    return told


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _way(record: logging.LogRecord) -> str:
    """The lines an exception went through, the innermost last, without its words."""
    frames = traceback.extract_tb(record.exc_info[2] if record.exc_info else None)
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
