"""The page of worked examples: those that speak of a word."""

import re
from collections.abc import Mapping
from textwrap import dedent


def about(page: str, word: str) -> str:
    """The examples whose heading or text has a word; the whole page for no word, nothing where none has it.

    A heading weighs more: where any has the word, only those are shown.
    """
    if not word.strip():
        return page
    sections = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    sought = word.strip().casefold()
    titled = [section for section in sections if sought in section.partition("\n")[0].casefold()]
    return "".join(titled or [section for section in sections if sought in section.casefold()]).rstrip()


def plans(page: str) -> Mapping[str, str]:
    """The parts of plans that the examples show, by heading: what stands indented before its results."""
    sections = (section.partition("\n") for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:])
    parts = {title.strip(): re.search(r"(?:^    .*\n|^\n)+", text, re.MULTILINE) for title, _, text in sections}
    found = {title: dedent(part[0]).partition("\n---")[0].strip() for title, part in parts.items() if part}
    return {title: plan for title, plan in found.items() if plan.startswith(("components:", "base:", "ote:", "target"))}
