import re
from pathlib import Path

import pytest

from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan

ROOT = Path(__file__).parents[2]


def sentences_of(markdown: str) -> list[list[str]]:
    """The words of each sentence; headings, tables and lines of arithmetic are not sentences."""
    prose = [x for x in markdown.splitlines() if x and x[0] not in "#|" and " = " not in x]
    text = "\n".join(re.sub(r"^- ", "", line) for line in prose)
    parts = re.split(r"(?<=[.!?:])\s+|\n+", text)
    return [words for part in parts if (words := re.findall(r"[\w$€£][\w,.'%$€£-]*", part))]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e; a figure is read as one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le") and groups > 1
    return max(1, groups - silent)


@pytest.fixture
def reading():
    """The Flesch-Kincaid grade of a text, its mean sentence length and its longest sentence, in words."""

    def measured(markdown: str) -> tuple[float, float, int]:
        sentences = sentences_of(markdown)
        words = [word for sentence in sentences for word in sentence]
        mean = len(words) / len(sentences)
        grade = 0.39 * mean + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
        return grade, mean, max(map(len, sentences))

    return measured


@pytest.fixture
def everything():
    """A plan that uses every word of the language at least once."""
    plan = load_comp_plan((Path(__file__).parent / "everything.yaml").read_text(), "Everything")
    assert isinstance(plan, CompPlan), plan
    return plan


@pytest.fixture
def sample():
    """A plan of the sample team by the name of its file."""

    def load(name: str) -> CompPlan:
        plan = load_comp_plan((ROOT / f"knowledge/sample-team/comp/{name}.yaml").read_text(), name)
        assert isinstance(plan, CompPlan)
        return plan

    return load
