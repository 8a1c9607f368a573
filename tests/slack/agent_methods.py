"""What Slack's agent experience adds to the Web API beside streams: sessions, prompts, canvases.

No stand-in that can be had knows these methods (https://docs.slack.dev/ai).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.slack.messages import Refused

JSON = dict[str, Any]


@dataclass
class AgentMethods:
    """Answers these methods and remembers what they did, by conversation and thread ("D1/17.1") or by canvas."""

    sessions: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, list[JSON]] = field(default_factory=dict)
    canvases: dict[str, str] = field(default_factory=dict)

    def answer(self, method: str, call: Mapping[str, Any]) -> JSON | None:
        """The answer to a call; None for a method that is not one of these. Raises Refused."""
        match method:
            case "agents.sessions.setStatus":
                self.sessions[_place(call)] = call["status"]
            case "agents.sessions.rename" | "assistant.threads.setTitle":
                self.titles[_place(call)] = call["title"]
            case "assistant.threads.setSuggestedPrompts":
                self.prompts[call["channel_id"]] = call["prompts"]
            case "assistant.threads.setStatus":
                pass
            case _ if re.match(r"(conversations\.)?canvases\.", method):
                return self._canvas(method, call)
            case _:
                return None
        return {"ok": True}

    def _canvas(self, method: str, call: Mapping[str, Any]) -> JSON:
        if method.endswith(".create"):
            name = f"F0CANVAS{len(self.canvases)}"
            self.canvases[name] = _markdown(call)
            return {"canvas_id": name}
        if call["canvas_id"] not in self.canvases:
            raise Refused("canvas_not_found")
        if method == "canvases.delete":
            del self.canvases[call["canvas_id"]]
        if method == "canvases.edit":
            self._edit(call["canvas_id"], call["changes"][0])
        if method == "canvases.sections.lookup":
            headings = re.findall(r"^#+ ", self.canvases[call["canvas_id"]], re.MULTILINE)
            return {"sections": [{"id": f"temp:C:{place}"} for place, _ in enumerate(headings)]}
        return {"ok": True}

    def _edit(self, canvas: str, change: Mapping[str, Any]) -> None:
        """Whole pages and both ends; a change to one section leaves the page as it is."""
        before, new = self.canvases[canvas], _markdown(change)
        if change["operation"] == "replace" and "section_id" not in change:
            self.canvases[canvas] = new
        elif change["operation"] in ("insert_at_start", "insert_at_end"):
            ends = (new, before) if change["operation"] == "insert_at_start" else (before, new)
            self.canvases[canvas] = "\n".join(ends)


def _place(call: Mapping[str, Any]) -> str:
    return f"{call['channel_id']}/{call.get('thread_ts', '')}"


def _markdown(call: Mapping[str, Any]) -> str:
    return str((call.get("document_content") or {}).get("markdown", ""))
