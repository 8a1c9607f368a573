"""Slack's Web API as documented (https://docs.slack.dev/reference/methods): what a call may hold.

Shared by the stub and the recording proxy. Only methods that we may use are known here; another one is a mistake until
its arguments stand in the table.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.slack.manifest import BOT_SCOPES
from tests.slack.limits import MOST_MARKDOWN, block_problems, message_problems, view_problems

JSON = dict[str, Any]

# Each method's scope and its arguments, those that have to be there with "!".
METHODS: Mapping[str, tuple[str | None, str]] = {
    "agents.sessions.rename": ("chat:write", "channel_id! title! thread_ts"),
    "agents.sessions.setStatus": ("chat:write", "channel_id! status! thread_ts title initiator_user_id"),
    "apps.connections.open": (None, ""),
    "assistant.threads.setStatus": ("chat:write", "channel_id! thread_ts! status! loading_messages"),
    "assistant.threads.setSuggestedPrompts": ("assistant:write", "channel_id! prompts! title"),
    "assistant.threads.setTitle": ("chat:write", "channel_id! thread_ts! title!"),
    "auth.test": (None, ""),
    "canvases.access.delete": ("canvases:write", "canvas_id! channel_ids user_ids"),
    "canvases.access.set": ("canvases:write", "canvas_id! access_level! channel_ids user_ids"),
    "canvases.create": ("canvases:write", "title document_content channel_id"),
    "canvases.delete": ("canvases:write", "canvas_id!"),
    "canvases.edit": ("canvases:write", "canvas_id! changes!"),
    "canvases.sections.lookup": ("canvases:read", "canvas_id! criteria!"),
    "chat.appendStream": ("chat:write", "channel! ts! markdown_text chunks"),
    "chat.delete": ("chat:write", "channel! ts!"),
    "chat.getPermalink": (None, "channel! message_ts!"),
    "chat.postEphemeral": ("chat:write", "channel! user! text! blocks parse link_names thread_ts"),
    "chat.postMessage": (
        "chat:write",
        "channel! text! blocks thread_ts reply_broadcast parse link_names unfurl_links unfurl_media metadata",
    ),
    "chat.startStream": (
        "chat:write",
        "channel! thread_ts! markdown_text chunks recipient_team_id recipient_user_id task_display_mode",
    ),
    "chat.stopStream": ("chat:write", "channel! ts! markdown_text chunks blocks metadata session_status"),
    "chat.update": ("chat:write", "channel! ts! text markdown_text blocks parse link_names metadata"),
    "conversations.canvases.create": ("canvases:write", "channel_id! title document_content"),
    "conversations.info": ("channels:read", "channel!"),
    "conversations.list": ("channels:read", "cursor limit types exclude_archived"),
    "conversations.members": ("channels:read", "channel! cursor limit"),
    "conversations.open": ("im:write", "users!"),
    "files.completeUploadExternal": ("files:write", "files! channel_id initial_comment thread_ts"),
    "files.getUploadURLExternal": ("files:write", "filename! length!"),
    "files.info": ("files:read", "file!"),
    "oauth.v2.access": (None, "client_id client_secret code redirect_uri grant_type refresh_token"),
    "reactions.add": ("reactions:write", "channel! name! timestamp!"),
    "response_url": (None, "text response_type replace_original"),
    "team.info": ("team:read", "team"),
    "usergroups.list": ("usergroups:read", "include_users include_disabled"),
    "usergroups.users.list": ("usergroups:read", "usergroup!"),
    "users.info": ("users:read", "user!"),
    "users.list": ("users:read", "cursor limit"),
    "users.lookupByEmail": ("users:read.email", "email!"),
    "views.open": (None, "trigger_id! view!"),
    "views.publish": (None, "user_id! view!"),
    "views.push": (None, "trigger_id! view!"),
    "views.update": (None, "view! view_id hash"),
}
STATUSES = {"active", "processing", "suspended", "closed"}
CHUNKS = {
    "markdown_text": {"text"},
    "task_update": {"id", "title", "status"},
    "plan_update": {"title"},
    "blocks": {"blocks"},
}
CANVAS_CHANGES = {"insert_after", "insert_before", "insert_at_start", "insert_at_end", "replace", "delete", "rename"}


def call_problems(method: str, arguments: Mapping[str, Any]) -> list[str]:
    """What Slack would have against a call, each beginning with the place in the payload."""
    if method not in METHODS:
        return [f"{method}: not in the table of methods that we may use"]
    scope, told = METHODS[method]
    if scope is not None and scope not in BOT_SCOPES:
        return [f"{method}: needs the scope {scope}, which the manifest does not ask for"]
    words = told.split()
    known, needed = {word.rstrip("!") for word in words}, {word[:-1] for word in words if word.endswith("!")}
    found = [f"{name}: not an argument" for name in sorted(set(arguments) - known)]
    found += [f"{name}: missing" for name in sorted(name for name in needed if not arguments.get(name))]
    if not found:
        found = [*_contents(method, arguments), *RULES.get(method, _nothing)(arguments)]
    return [f"{method} {one}" for one in found]


def _contents(method: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    """What is the same wherever it stands: views, blocks, Markdown and chunks."""
    if "view" in arguments:
        yield from view_problems(arguments["view"])
    markdown = arguments.get("markdown_text")
    if markdown is not None and not 0 < len(markdown) <= MOST_MARKDOWN:
        yield f"markdown_text: {len(markdown)} characters, and 1 to {MOST_MARKDOWN} fit"
    if markdown is not None and (arguments.get("text") or (method == "chat.update" and arguments.get("blocks"))):
        yield "markdown_text: not together with text or blocks"
    if arguments.get("blocks") and method != "chat.stopStream":
        yield from message_problems(arguments.get("text", ""), arguments["blocks"])
    for place, chunk in enumerate(arguments.get("chunks") or ()):
        yield from (f"chunks[{place}]: {one}" for one in _chunk(chunk))


def _chunk(chunk: Mapping[str, Any]) -> Iterator[str]:
    kind = chunk.get("type", "")
    if kind not in CHUNKS:
        yield f"{kind!r} is no chunk"
        return
    yield from (f"{name} missing" for name in sorted(CHUNKS[kind] - set(chunk)))
    if kind == "task_update" and chunk.get("status") not in ("pending", "in_progress", "complete", "error"):
        yield f"status {chunk.get('status')!r}"
    yield from block_problems(chunk.get("blocks", ()))


def _nothing(_: Mapping[str, Any]) -> Sequence[str]:
    return ()


def _status(call: Mapping[str, Any]) -> Iterator[str]:
    if call["status"] not in STATUSES:
        yield f"status: {call['status']!r} is none of {sorted(STATUSES)}"
    if len(call.get("title") or "") > 200:
        yield "title: over 200 characters"


def _prompts(call: Mapping[str, Any]) -> Iterator[str]:
    if not 0 < len(call["prompts"]) <= 4:
        yield f"prompts: {len(call['prompts'])}, and 1 to 4 are shown"
    for place, prompt in enumerate(call["prompts"]):
        if set(prompt) != {"title", "message"} or not all(prompt.values()):
            yield f"prompts[{place}]: needs a title and a message, and nothing else"


def _update(call: Mapping[str, Any]) -> Iterator[str]:
    if not any(call.get(part) for part in ("text", "markdown_text", "blocks")):
        yield "text: missing"


def _stop(call: Mapping[str, Any]) -> Iterator[str]:
    yield from block_problems(call.get("blocks") or ())
    if call.get("session_status", "active") not in STATUSES:
        yield f"session_status: {call['session_status']!r}"


def _document(call: Mapping[str, Any]) -> Iterator[str]:
    document = call.get("document_content")
    if document is not None and (set(document) != {"type", "markdown"} or document["type"] != "markdown"):
        yield "document_content: is {type: markdown, markdown: ...}"


def _edits(call: Mapping[str, Any]) -> Iterator[str]:
    if len(call["changes"]) != 1:
        yield "changes: one at a time"
    for place, change in enumerate(call["changes"]):
        if change.get("operation") not in CANVAS_CHANGES:
            yield f"changes[{place}].operation: {change.get('operation')!r}"
        yield from (f"changes[{place}].{one}" for one in _document(change))


RULES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str] | Sequence[str]]] = {
    "agents.sessions.setStatus": _status,
    "assistant.threads.setSuggestedPrompts": _prompts,
    "canvases.create": _document,
    "canvases.edit": _edits,
    "chat.stopStream": _stop,
    "chat.update": _update,
    "conversations.canvases.create": _document,
}
