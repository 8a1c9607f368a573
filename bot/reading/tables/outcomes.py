"""Whether a deal is open, won or lost, from whichever columns of a row say so."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.reading.tables.columns import Columns
from bot.reading.tables.model import Cell, Choices, Deals, Meaning, Option, Outcome, Question
from bot.reading.tables.words import outcome_of, plain, usually_open

Said = dict[Meaning, Cell]

CLOSED_SOMEHOW = {"closed", "geschlossen", "abgeschlossen", "completed", "complete", "done", "cerrado", "ferme"}
_NO = {"no", "n", "false", "nein", "non", "0", "falsch"}
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
    told = chosen or _by_words(status) or _by_flags(said) or _by_words(stage)
    return told or choices.otherwise or Outcome.OPEN


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


def stage_questions(contents: Deals, columns: Columns) -> Iterator[Question]:
    """Where the words of a stage leave open how its deals count, and the totals hang on it."""
    settled = columns.about.choices.stages
    closed = [said for said in dict.fromkeys(_closed_somehow(contents, columns)) if said not in settled]
    for stage in closed:
        text = f'"{stage}" does not say whether its deals were won or lost. Which is it?'
        yield Question(about="stages", text=text, options=_counts_as(stage))
    outcomes = {deal.outcome for deal in contents.deals}
    past = {deal.stage for deal in contents.deals if deal.stale and deal.stage} - {*settled, *closed}
    unclear = sorted(stage for stage in past if outcome_of(stage) is None and not usually_open(stage))
    if unclear and not closed and not {Outcome.WON, Outcome.LOST} <= outcomes:
        yield from _past_stages(unclear)
    elif columns.has(Meaning.IS_WON) and not contents.stages and _says_no(columns) and not _told_otherwise(columns):
        header = columns.header(Meaning.IS_WON)
        text = f'Where "{header}" says no, was the deal lost, or is it still open? It was taken as open.'
        yield Question(about="stages", text=text, options=otherwise(Outcome.LOST, Outcome.OPEN))


def otherwise(*outcomes: Outcome) -> tuple[Option, ...]:
    """How the rows count whose words do not say."""
    return tuple(Option(label=each.value, means=Choices(otherwise=each)) for each in outcomes)


def _counts_as(stage: str) -> tuple[Option, ...]:
    return tuple(
        Option(label=each.value, means=Choices(stages={stage: each}))
        for each in (Outcome.WON, Outcome.LOST, Outcome.OPEN)
    )


def _past_stages(stages: list[str]) -> Iterator[Question]:
    """Each stage whose deals are past their date, though nothing in the file is won and lost."""
    all_open = Option(label="all still open", means=Choices(stages=dict.fromkeys(stages, Outcome.OPEN)))
    for stage in stages[:8]:
        text = f'Deals in "{stage}" are past their close date: were they won, lost, or are they still open?'
        more = (all_open,) if len(stages) > 1 else ()
        yield Question(about="stages", text=f"{text} They were taken as open.", options=(*_counts_as(stage), *more))


def _told_otherwise(columns: Columns) -> bool:
    return columns.about.choices.otherwise is not None


def _closed_somehow(contents: Deals, columns: Columns) -> Iterator[str]:
    """The stages and statuses of deals taken as open that say they are closed, and not how."""
    opened = {deal.source.row for deal in contents.deals if deal.outcome is Outcome.OPEN}
    for row in columns.layout.data:
        for text in (columns.text(row, Meaning.STATUS), columns.text(row, Meaning.STAGE)):
            if text and row.number in opened and plain(text) in CLOSED_SOMEHOW:
                yield text


def _says_no(columns: Columns) -> bool:
    """Whether a column that says what was won says no anywhere, and no other says what was lost."""
    if columns.has(Meaning.IS_LOST) or columns.has(Meaning.IS_CLOSED):
        return False
    return any(plain(str(columns.cell(row, Meaning.IS_WON))) in _NO for row in columns.layout.data)
