"""The stand-in's canvases, with the rules Slack has for them (https://docs.slack.dev/reference/methods/canvases.edit)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.slack.messages import Refused

LINK = "https://harbor.slack.com/docs/T1/"
MOST_CELLS = 300


@dataclass
class Canvas:
    """One canvas: what it says, and the users that may read it."""

    title: str
    markdown: str
    readers: set[str] = field(default_factory=set)


@dataclass
class Canvases:
    """Every canvas by its id."""

    by_id: dict[str, Canvas] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        return list(self.by_id)[-1] if self.by_id else ""

    def answer(self, method: str, call: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a call. Raises Refused."""
        if method == "files.info":
            return {"file": self._file(call["file"])}
        if method.endswith(".create"):
            self.by_id[f"F0{len(self.by_id) + 1}"] = Canvas(call.get("title", ""), _content(call))
            return {"canvas_id": self.newest}
        canvas = self._there(call)
        match method:
            case "canvases.edit":
                _edit(canvas, call["changes"][0])
            case "canvases.delete":
                del self.by_id[call["canvas_id"]]
            case "canvases.access.set":
                canvas.readers |= _users(call)
            case "canvases.access.delete":
                canvas.readers -= _users(call)
            case "canvases.sections.lookup":
                headings = re.findall(r"^#+ ", canvas.markdown, re.MULTILINE)
                return {"sections": [{"id": f"temp:C:{place}"} for place, _ in enumerate(headings)]}
        return {"ok": True}

    def _file(self, canvas: str) -> dict[str, Any]:
        """A canvas is a file too (https://docs.slack.dev/reference/objects/file-object)."""
        kind = {"mimetype": "application/vnd.slack-docs", "filetype": "quip", "pretty_type": "Canvas"}
        return {"id": canvas, "title": self.by_id[canvas].title, **kind, "permalink": f"{LINK}{canvas}"}

    def _there(self, call: Mapping[str, Any]) -> Canvas:
        if call["canvas_id"] not in self.by_id:
            raise Refused("canvas_not_found")
        return self.by_id[call["canvas_id"]]


def _edit(canvas: Canvas, change: Mapping[str, Any]) -> None:
    """Whole pages and both ends; a change to one section leaves the page as it is."""
    if change["operation"] == "replace" and "section_id" not in change:
        canvas.markdown = _content(change)
    elif change["operation"] == "insert_at_start":
        canvas.markdown = f"{_content(change)}\n{canvas.markdown}"
    elif change["operation"] == "insert_at_end":
        canvas.markdown = f"{canvas.markdown}\n{_content(change)}"


def _users(call: Mapping[str, Any]) -> set[str]:
    users = set(filter(None, call.get("user_ids", "").split(",")))
    if not all(user.startswith("U") for user in users):
        raise Refused("user_not_found")
    return users


def _content(call: Mapping[str, Any]) -> str:
    """The Markdown of a call. Raises Refused for a table larger than a canvas takes."""
    markdown = str((call.get("document_content") or {}).get("markdown", ""))
    tables = [block for block in markdown.split("\n\n") if block.startswith("| ")]
    if any(sum(line.count(" | ") + 1 for line in table.splitlines()) > MOST_CELLS for table in tables):
        raise Refused("canvas_creation_failed")
    return markdown
