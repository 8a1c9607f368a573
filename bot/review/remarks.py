"""What colleagues say to a plan that is presented (M13): questions, offers of help and changes that were agreed."""

from datetime import datetime
from enum import StrEnum

from bot.facts import Frozen


class Kind(StrEnum):
    """What was said. The values stand in the plan's section on its presentation."""

    QUESTION = "question"
    OFFER = "offer of help"
    CHANGE = "agreed change"


class Remark(Frozen):
    """One thing said to an approved version, by whom (a team id) and when (UTC), and the presenter's answer to it."""

    kind: Kind
    by: str
    text: str
    at: datetime
    version: int
    answer: str | None = None
    answered_at: datetime | None = None
