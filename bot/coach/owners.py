"""Who owns an action, out of the words it was told in."""

import re

_DEPARTMENTS = ("Services", "Finance", "Operations", "Marketing", "Sales", "Service desk")
_SELF = re.compile(
    r"(?:(?:it|that|this)(?:'?s| is| will be) |just )?"
    r"(?:(?:on )?(?:me|myself|mine)|i|i do|i will|i'll|i(?:'ll| will)? (?:own|take|handle) (?:it|that|this)"
    r"|my (?:job|task|part|responsibility)|responsible (?:am i|i am)|i(?:'m| am) responsible)"
    r"(?: obviously| of course)?",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|i'll|i’ll|i'd|i am|i'm|myself)\b|^i\b|\bby me\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"(?:my|our|the)\s+(?:[\w-]+\s+){0,2}[\w-]+|[A-Z][\w.'-]*(?: (?:and |& )?[A-Z][\w.'-]*){0,3}")
_OWNING = re.compile(
    r"(?i:owner(?: is)?|owned by|assigned to|responsible(?=:| is)(?: is)?|in charge(?=:| is)(?: is)?)[:\s]+"
    r"(?P<by>[\w' -]{2,40}?)(?=[,.;]|$| (?:until|till|by|from|before|starting|and|to|for)\b)"
    r"|(?P<who>(?:[Mm]y|[Oo]ur|[Tt]he) [\w-]+(?: [A-Z][\w-]+)?|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?)"
    r" (?:(?:owns|will own|takes|is responsible for|drives|runs) (?:it|that|this)\b"
    r"|is (?:responsible|in charge|the owner)(?=[,.;!]|$))"
)
_HEDGES = re.compile(
    r"\b(?:i (?:guess|think|suppose|believe|mean|reckon)|i'd say|maybe|probably)\b[\s,]*", re.IGNORECASE
)
_SMALL_OWNING = re.compile(
    r"(?:^|[,.;]\s*|\band |\bbut |\b(?=(?:service desk|services|marketing|finance|operations|sales)\b))"
    r"(?!(?:i|we|you|he|she|they|who|it|that|this|which|nobody|everyone|and|but|what)\b)(?P<who>[a-z][\w'-]+(?: desk)?)"
    r"(?: will| should|'ll)? (?:owns?|takes?|handles?|does|runs?|drives?)(?: on)? (?:it|that|this|them)\b",
    re.IGNORECASE,
)
"""A name in small letters: "tomas will own it"."""
_NOBODY = re.compile(
    r"(?:yes|no|ok|sure|one|two|three|four|five|six|asap|now|soon|later|done|today|tomorrow|everyone|nobody|none"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|q[1-4])",
    re.IGNORECASE,
)


def owner(text: str, name: str, *, alone: bool) -> str | None:
    """The rep (`name`), a department or whoever is named; `alone` when nothing but the owner was asked for.

    An owner said as such comes first, then one that is a whole part of the reply, then a department it begins with,
    then the rep who says "I".
    """
    text = _HEDGES.sub("", text).strip()
    told = _OWNING.search(text) or _SMALL_OWNING.search(text)
    if told:
        whom = told.groupdict().get("by") or told["who"]
        return _whom(whom[:1].upper() + whom[1:], name, alone=True)
    parts = [part.strip(" .!") for part in re.split(r"[,;]|\s[-–]\s|\.\s", text.replace("’", "'"))]
    for part in parts[0 if alone else 1 :]:
        found = _whom(part, name, alone=alone)
        if found:
            return found
    return _within(text, name)


def _whom(part: str, name: str, *, alone: bool) -> str | None:
    if _SELF.fullmatch(part):
        return name
    department = next((each for each in _DEPARTMENTS if part.casefold() == each.casefold()), None)
    if department or not alone:
        return department
    somebody = _SOMEBODY.fullmatch(part)
    return somebody.group() if somebody and not _NOBODY.fullmatch(part) else None


def _within(text: str, name: str) -> str | None:
    """The department a sentence begins with, else the rep who speaks, else a department that is named."""
    named = [each for each in _DEPARTMENTS if re.search(rf"\b{each}\b", text)]
    if named and text.casefold().startswith(named[0].casefold()):
        return named[0]
    if _I.search(text):
        return name
    return named[0] if named else None
