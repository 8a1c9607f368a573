"""A document is data: what could act on a reader's screen or on a model is taken out before it becomes a passage."""

import re
import unicodedata

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKUP = re.compile(r"</?[A-Za-z!@#][^<>\n]*>")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|file)://|\b(?:javascript|data|mailto):|\bwww\.)\S+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|example|info|biz|dev|app|ru|cn|xyz|top)\b(?:/\S*)?",
    re.IGNORECASE,
)
_LEFT_OUT = "(address left out)"
# What nobody writes to a colleague: a paragraph that speaks to an assistant, or plays a part of its conversation.
_TO_A_MODEL = re.compile(
    r"^\W*(?:system|assistant|user)\s*:"
    r"|\b(?:to|dear|note to|attention) (?:the |any |all )?(?:ai|assistant|chat ?bot|language model|llm)s?\b"
    r"|\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|preceding) "
    r"(?:\w+ )?(?:instructions?|prompts?|rules|directions)\b"
    r"|\b(?:disregard|ignore) (?:all|any) (?:info|information|content|text)\b"
    r"|\breply (?:only )?with (?:only )?(?:the |this )?(?:following|exact)\b"
    r"|\b(?:focus|rely) (?:only|exclusively) on the (?:following )?information\b"
    r"|\bignore them and instead\b|\bend of session\b|\bsystem prompt\b|\byou are now (?:in|a|an)\b"
    r"|\b(?:in|modify) your (?:reply|response)\b|\bwhite-?text metadata\b"
    r"|\bif (?:the )?(?:user )?asked? for (?:the|a) (?:key|summary)\b"
    r"|\bif (?:the )?users? asks?\b",
    re.IGNORECASE | re.MULTILINE,
)


def cleaned(text: str) -> str:
    """Text without comments, markup, addresses, invisible characters and template braces; words stay as they are."""
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _LINK.sub(r"\1", _MARKUP.sub("", _COMMENT.sub("", text)))
    text = _ADDRESS.sub(_LEFT_OUT, text)
    visible = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn", "Cs"})
    return visible.replace("{{", "{ {").replace("}}", "} }")


def speaks_to_a_model(paragraph: str) -> bool:
    """Whether a paragraph gives orders to an assistant instead of telling a reader something."""
    return _TO_A_MODEL.search(paragraph) is not None
