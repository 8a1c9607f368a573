"""The prompts of the measurement itself: who plays a rep, and who judges a conversation."""

import re
from pathlib import Path
from typing import Any

import yaml

from bot.coach.llm.port import Job, Request
from bot.data import prompts_folder


def request(name: str, data: str, most: int, folder: Path | None = None) -> Request:
    """The request of a prompt in `prompts/evals/` with this data after it; an answer has `most` tokens at most.

    It is put to the model that answers questions. Raises ValueError where the file has no front matter.
    """
    text = ((folder or prompts_folder()) / "evals" / f"{name}.md").read_text(encoding="utf-8")
    parts = re.match(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if parts is None:
        raise ValueError(f"{name}.md: expected front matter between two lines of ---")
    front: Any = yaml.safe_load(parts[1])
    return Request(
        job=Job.ANSWER,
        prompt=front["id"],
        version=front["version"],
        instructions=parts[2].strip(),
        data=data,
        most=most,
    )


def tagged(**parts: str) -> str:
    """Parts of a prompt's data, each in a tag that nothing inside can close."""
    return "\n".join(f"<{name}>\n{_inside(text)}\n</{name}>" for name, text in parts.items())


def _inside(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
