"""The prompts a model is given: one file each under `prompts/model/`, read and rendered here and nowhere else.

A file has front matter (id, version, inputs, output, most) between two lines of `---`, then what never changes, then
after another `---` what is filled in. Whoever changes a word of it raises the version, which is kept with every use.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.coach.llm.port import Job, Request
from bot.coach.wording import fill, places
from bot.facts import Frozen
from bot.reading import fast_yaml

_PARTS = re.compile(r"^---\n(?P<front>.*?)\n---\n(?P<instructions>.*?)\n---\n(?P<data>.*)$", re.DOTALL)


class Prompt(Frozen):
    """One prompt. `inputs` are the names its data part wants; `output` is its schema, or "prose"; `most` in tokens."""

    id: Job
    version: int
    inputs: tuple[str, ...]
    output: str
    most: int
    instructions: str
    data: str

    def render(self, values: Mapping[str, str]) -> Request:
        """The request for these values, each made plain data. Raises KeyError for an input that is missing."""
        told = {name: as_data(values[name]) for name in self.inputs}
        return Request(
            job=self.id,
            prompt=self.id.value,
            version=self.version,
            instructions=self.instructions,
            data=fill(self.data, told),
            most=self.most,
        )


Prompts = Mapping[Job, Prompt]


def as_data(text: str) -> str:
    """A text that cannot close the tag it stands in: its angle brackets are others that look alike."""
    return text.replace("<", "‹").replace(">", "›")


def read_prompts(folder: Path) -> Prompts:
    """Read every prompt. Raises ValueError with the file's name when one is missing or not as described above."""
    return {job: read_prompt(f"{job.value}.md", _text(folder / f"{job.value}.md")) for job in Job}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise ValueError(f"{path.name}: cannot be read ({type(problem).__name__})") from problem


def read_prompt(name: str, text: str) -> Prompt:
    """Read one prompt file. Raises ValueError with the file's name."""
    parts = _PARTS.match(text)
    if parts is None:
        raise ValueError(f"{name}: expected front matter, instructions and data, each after a line of ---")
    front: Any = fast_yaml.load(parts["front"])
    try:
        prompt = Prompt(**front, instructions=parts["instructions"].strip(), data=parts["data"].strip())
    except (TypeError, ValidationError) as problem:
        raise ValueError(f"{name}: the front matter says {problem}") from problem
    if places(prompt.data) != set(prompt.inputs):
        raise ValueError(
            f"{name}: its inputs are {sorted(prompt.inputs)}, its data wants {sorted(places(prompt.data))}"
        )
    return prompt
