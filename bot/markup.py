"""Words that are somebody's, made safe to stand in Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?:(#|[+-](?=[\s-]|$))|(\d+)([.)])(?=\s|$))")
_HEADING_END = re.compile(r"#$")
_BARE_LINK = re.compile(r"(?i):(?=//)|(?<=\bwww)\.|(?<=\bmailto):")


def escape(text: str) -> str:
    """Write a line of text so that Markdown shows it as it is: no markup, no HTML, no links, no new block."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _ENTITY.sub(r"\\&", text).replace("<", "&lt;").replace(">", "&gt;")
    text = _HEADING_END.sub(r"\\#", text) if len(text) > 1 else text
    text = _BARE_LINK.sub(lambda match: f"\\{match.group()}", text)
    return _BLOCK_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)
