"""What stands in the stand-in's conversations: messages, and streams with the rules Slack has for them.

A stream is a reply in a thread, takes text until it is stopped or Slack closes it, and cannot be changed before that
(https://docs.slack.dev/reference/methods/chat.startStream).
"""

import json
from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):  # noqa: N818 - an answer of Slack's
    """What Slack would refuse with this error."""


@dataclass
class Message:
    """One message as a person sees it; `thread` is the time of the message it replies to."""

    channel: str
    ts: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread: str | None = None
    is_streaming: bool = False

    @property
    def seen(self) -> str:
        """All that is read in it."""
        return "\n\n".join(filter(None, [self.text, *(b["text"]["text"] for b in self.blocks if "text" in b)]))


@dataclass
class Messages:
    """Every message by its time, in the order they came."""

    by_ts: dict[str, Message] = field(default_factory=dict)

    def take(self, method: str, arguments: dict[str, Any], ts: str) -> None:
        """Do what a call does to the messages; one that the stand-in never saw may be updated."""
        match method:
            case "chat.postMessage":
                self.by_ts[ts] = Message(arguments["channel"], ts, blocks=_blocks(arguments))
            case "chat.startStream":
                text, thread = _markdown(arguments), arguments["thread_ts"]
                self.by_ts[ts] = Message(arguments["channel"], ts, text, thread=thread, is_streaming=True)
            case "chat.appendStream":
                self._streaming(arguments).text += _markdown(arguments)
            case "chat.stopStream":
                stopped = self._streaming(arguments)
                stopped.is_streaming, stopped.blocks = False, _blocks(arguments)
            case "chat.update" if arguments["ts"] in self.by_ts:
                _update(self.by_ts[arguments["ts"]], arguments)

    def close(self) -> None:
        """Close every stream, as Slack does by itself after some minutes."""
        for message in self.by_ts.values():
            message.is_streaming = False

    @property
    def streaming(self) -> list[Message]:
        return [message for message in self.by_ts.values() if message.is_streaming]

    def _streaming(self, arguments: dict[str, Any]) -> Message:
        message = self.by_ts.get(arguments["ts"])
        if message is None:
            raise Refused("message_not_found")
        if not message.is_streaming:
            raise Refused("message_not_in_streaming_state")
        return message


def _update(message: Message, arguments: dict[str, Any]) -> None:
    if message.is_streaming:
        raise Refused("streaming_state_conflict")
    message.text, message.blocks = "", _blocks(arguments)


def _blocks(arguments: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = arguments.get("blocks") or []
    return json.loads(blocks) if isinstance(blocks, str) else blocks


def _markdown(arguments: dict[str, Any]) -> str:
    chunks = arguments.get("chunks") or ()
    return (arguments.get("markdown_text") or "") + "".join(one.get("text", "") for one in chunks)
