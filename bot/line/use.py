"""What a language model was used for: one record a call, without any contents, which the budget is counted from."""

from datetime import datetime
from typing import Literal

from bot.facts import Frozen

Outcome = Literal["ok", "rejected", "failed", "resting", "spent"]
"""How a use came out: taken; not usable and put aside; no answer; not asked after failures; not asked, budget gone."""


class ModelUse(Frozen):
    """One use of a model for one person: which prompt at which version, which model, the tokens, and how it came out.

    What it produced carries the key of the same event (`key`): the facts, the posts and the version of that turn.
    """

    person: str
    job: str
    prompt: str
    version: int
    model: str
    prompt_tokens: int
    completion_tokens: int
    outcome: Outcome
    key: str
    at: datetime


class Spent(Frozen):
    """The tokens of one day so far, of one person and of everyone; `told` whether the person heard of trouble today."""

    person: int = 0
    everyone: int = 0
    told: bool = False
