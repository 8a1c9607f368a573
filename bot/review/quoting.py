"""People's own words, short enough for a list."""

LONGEST = 100


def quote(text: str) -> str:
    """The words in quotation marks; a long text is cut after a word."""
    words = " ".join(text.split())
    if len(words) <= LONGEST:
        return f"“{words}”"
    cut = words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]
    return f"“{cut} …”"
