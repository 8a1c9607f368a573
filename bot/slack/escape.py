"""Between people's words and Slack's markup: nothing a person typed becomes a mention, a link or a command.

Slack's rules for both directions: https://docs.slack.dev/messaging/formatting-message-text
"""

import re

# The invisible "word joiner" keeps what was typed readable and stops Slack from seeing a mention or an address in it.
JOINER = "\u2060"

_EVERYONE = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_MARKUP = re.compile(r"<([^<>]*)>")


def plain(text: str) -> str:
    """Text for a place without markup, such as a header or a button: as it is, with mentions and addresses disarmed."""
    return _EVERYONE.sub(f"@{JOINER}", text).replace("://", f":{JOINER}//")


def mrkdwn(text: str) -> str:
    """Text for a place with markup: the three characters Slack reads are escaped; *bold* and _italics_ stay."""
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(text: str) -> str:
    """The same for a stream, which reads Markdown: there bold takes two stars."""
    return _BOLD.sub(r"**\1**", mrkdwn(text))


def typed(text: str) -> str:
    """What a person typed, from what Slack sent: addresses, mentions and escapes become the words that were on screen.

    Slack sends "R&amp;D at <http://acme.com|acme.com>" for "R&D at acme.com", and may do the same to a phone number.
    """
    words = _MARKUP.sub(_on_screen, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace(JOINER, "")


def _on_screen(markup: re.Match[str]) -> str:
    target, _, label = markup[1].partition("|")
    if target.startswith(("@", "#")):
        return f"{target[0]}{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return label or target.removeprefix("mailto:").removeprefix("tel:")
