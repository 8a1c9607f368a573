"""The page of worked examples: those that speak of a word."""

import re


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
