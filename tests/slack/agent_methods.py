"""What Slack's agent experience adds to the Web API beside streams: sessions, prompts, canvases.

No stand-in that can be had knows these methods (https://docs.slack.dev/ai).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.slack.canvases import Canvases

JSON = dict[str, Any]


@dataclass
class AgentMethods:
    """Answers these methods and remembers what they did, by conversation and thread ("D1/17.1")."""

    sessions: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, list[JSON]] = field(default_factory=dict)
    canvases: Canvases = field(default_factory=Canvases)

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
                return self.canvases.answer(method, call)
            case "files.info" if call["file"] in self.canvases.by_id:
                return self.canvases.answer(method, call)
            case _:
                return None
        return {"ok": True}


def _place(call: Mapping[str, Any]) -> str:
    return f"{call['channel_id']}/{call.get('thread_ts', '')}"
