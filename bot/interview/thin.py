"""Whether a cause is one a person can act on (M07). "Price", "timing" and "no budget" alone are not."""

import re

_SYMPTOMS = re.compile(
    r"\b(pric\w*|expensive|cost(s|ly)?|cheap\w*|timing|time|budgets?|money|competit\w+|economy|market|politics|luck|busy|"
    r"season\w*|covid|procurement|undercut)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(a|an|the|it|its|it's|was|were|is|are|we|i|they|them|their|our|my|he|she|you|to|too|so|on|of|in|for|and|or|but|"
    r"just|mostly|mainly|always|usually|really|only|simply|all|no|not|never|any|enough|lack|bad|wrong|high|low|out|had|"
    r"have|didn't|did|because|due|got|down|came|lost|by|with|from|reason|cause|think|guess|probably|maybe|very|much|"
    r"customers?|clients?|prospects?|that|this|there|as|at|us)\b",
    re.IGNORECASE,
)


def is_thin(cause: str) -> bool:
    """Whether a cause names only a symptom, or says next to nothing.

    What is left once symptoms and filler are taken away must hold at least two more words to count as a cause.
    """
    rest = _FILLER.sub(" ", _SYMPTOMS.sub(" ", cause))
    return len(re.findall(r"[^\W\d_]{2,}", rest)) < 2
