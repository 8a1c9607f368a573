"""Whether a deal is open, won or lost, from whichever columns of a row say so."""

import re
from decimal import Decimal

from bot.reading.tables.model import Cell, Choices, Meaning, Outcome
from bot.reading.tables.words import outcome_of, plain

Said = dict[Meaning, Cell]

_YES = {"true", "yes", "1", "ja", "oui", "y", "x", "si", "wahr"}


def stage_text(cell: Cell) -> str | None:
    """A stage without the pipeline that HubSpot adds in brackets: "Closed Won (Sales Pipeline)" is "Closed Won"."""
    if cell is None:
        return None
    return re.sub(r"\s*\([^()]*pipeline[^()]*\)\s*$", "", str(cell), flags=re.IGNORECASE) or str(cell)


def outcome(said: Said, choices: Choices) -> Outcome:
    """Decide one row: what the person said of its stage, then its status, its flags, and at last the stage's own words.

    A stage that does not say it is closed is open.
    """
    stage = stage_text(said.get(Meaning.STAGE))
    status = stage_text(said.get(Meaning.STATUS))
    chosen = next((choices.stages[text] for text in (status, stage) if text and text in choices.stages), None)
    return chosen or _by_words(status) or _by_flags(said) or _by_words(stage) or Outcome.OPEN


def _by_words(text: str | None) -> Outcome | None:
    return outcome_of(text) if text else None


def _by_flags(said: Said) -> Outcome | None:
    if _yes(said.get(Meaning.IS_WON)):
        return Outcome.WON
    if _yes(said.get(Meaning.IS_LOST)):
        return Outcome.LOST
    if Meaning.IS_CLOSED in said and Meaning.IS_WON in said:
        return Outcome.LOST if _yes(said[Meaning.IS_CLOSED]) else Outcome.OPEN
    return None


def _yes(cell: Cell) -> bool:
    return cell is True or cell == Decimal(1) or (isinstance(cell, str) and plain(cell) in _YES)


def standing(said: Said, decided: Outcome) -> str | None:
    """The words under which a deal is counted: its stage, or its status where that closed it and the stage did not."""
    stage, status = stage_text(said.get(Meaning.STAGE)), stage_text(said.get(Meaning.STATUS))
    if decided is not Outcome.OPEN and stage and status and outcome_of(stage) is not decided:
        return status
    return stage or status
