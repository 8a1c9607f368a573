"""The peer: an agent as Slack's own sample for Bolt has it (bolt-python-support-agent), in our words and in its ways.

A listener shows a status, calls the model in place, streams the answer and keeps the history in memory; a button is
acknowledged first and then answered. Everything else is as Bolt has it by default: five threads for all listeners.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext, SayStream, SetStatus
from slack_sdk import WebClient

THUMB = "feedback#0"


def sample_app(client: WebClient, signing_secret: str, model: Callable[[str], str]) -> App:
    """The app, with a model that answers a text."""
    app = App(client=client, signing_secret=signing_secret, ignoring_self_events_enabled=False)
    histories: dict[tuple[str, str], list[str]] = defaultdict(list)

    @app.event("message")
    def on_message(
        event: dict[str, Any], context: BoltContext, client: WebClient, say_stream: SayStream, set_status: SetStatus
    ) -> None:
        place = str(context.channel_id), str(event.get("thread_ts") or event["ts"])
        history = histories[place]
        if not history:
            client.reactions_add(channel=place[0], timestamp=event["ts"], name="eyes")
        set_status(status="Thinking...", loading_messages=["One moment"])
        answer = model("\n".join([*history, event["text"]]))
        stream = say_stream()
        stream.append(markdown_text=answer)
        stream.stop()
        history += [event["text"], answer]

    @app.action(THUMB)
    def on_thumb(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        ack()
        client.chat_postEphemeral(channel=str(context.channel_id), user=body["user"]["id"], text="Glad that it helped!")

    return app
