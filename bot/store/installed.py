"""The tables of workspaces that installed the app: Slack's own library makes them, so they are found, not declared."""

from typing import Any

from sqlalchemy import Engine, MetaData, Table, event


def installed(engine: Engine) -> list[Table]:
    """The tables there are, with types that either database knows; the tokens in them are locked with our keys."""
    found = MetaData()
    event.listen(found, "column_reflect", _either)
    found.reflect(engine, only=lambda name, _: name.startswith("slack_"))
    return found.sorted_tables


def _either(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    column["type"] = column["type"].as_generic()
    # What one database says about where its numbers come from means nothing to the other.
    column["default"] = None
