"""A file a rep sends: read, shown as what it would bring, and taken over on their yes."""

from decimal import Decimal

from bot.coach.importing import offer, take_over
from bot.figures import money
from bot.interview.commands import Start
from bot.interview.state import Mark, Pending
from bot.line.actions import TAKE_OVER, marked
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.going_on import go_on
from bot.line.model import LARGEST_FILE, LISTS, Button, PlanFile, Reply, Upload
from bot.reading.replies import read_answer
from bot.reading.tables.model import Column, Refusal, Table
from bot.reading.tables.read import read_table

SHOWN = 3
ZERO = Decimal(0)


def receive_file(upload: Upload, case: Case) -> Outcome:
    """Read a file and show what it would bring for this rep; nothing is stored before their yes."""
    if upload.size > LARGEST_FILE:
        return case.say("file_too_big", name=upload.name)
    content = case.desk.books.file(upload.ref)
    if content is None:
        return case.say("file_not_fetched", name=upload.name)
    table = read_table(upload.name, content, case.desk.now.date())
    if isinstance(table, Refusal):
        return case.say("file_refused", name=upload.name, why=table.message)
    pending = offer(table, case.rep, case.desk.office.team.fiscal_year, case.desk.now)
    if not pending.facts:
        return case.say("file_brings_nothing", name=upload.name, kind=table.contents.kind)
    waiting = case.with_interview(case.interview.model_copy(update={"pending": pending}))
    buttons = (
        Button(label="Yes, take it over", action=TAKE_OVER, value=marked("yes", pending.stamp), style="primary"),
        Button(label="No", action=TAKE_OVER, value=marked("no", pending.stamp)),
    )
    return waiting.post(Reply(text=_preview(table, pending, waiting), buttons=buttons))


def send_template(case: Case) -> Outcome:
    """A list of deals to fill in, as a workbook and as CSV."""
    for document in LISTS:
        case.post(PlanFile(person=case.rep.id, version=0, document=document, text=case.written(document)))
    return case.say("template_sent")


def _preview(table: Table, pending: Pending, case: Case) -> str:
    """What was understood of the columns, what it would bring, what was left out and what stays to be asked."""
    columns = [_told(column) for column in table.columns if column.meaning]
    lines = [case.written("file_read", name=table.file, columns="; ".join(columns)), *_brings(pending, case)]
    if pending.left_out:
        amount = money(pending.left_out_amount, case.desk.office.team.currency)
        lines.append(case.written("file_left_out", count=str(pending.left_out), amount=amount))
    lines += [question.text for question in table.questions[:SHOWN]]
    lines += table.notes[:SHOWN]
    return "\n".join([*lines, "", case.written("file_confirm")])


def _told(column: Column) -> str:
    """A column as its header, what it means, and the unit of its figures where that is no plain one."""
    meaning = column.meaning.value.replace("_", " ") if column.meaning else ""
    unit = {1000: ", in thousands", 1_000_000: ", in millions"}.get(int(column.scale), "")
    return f"{column.header or f'column {column.position}'}: {meaning}{unit}"


def _brings(pending: Pending, case: Case) -> list[str]:
    """The facts in a few lines: single figures with their label, lists as a count and a total."""
    ahead = case.with_interview(take_over(case.interview, pending)[0]).telling
    single = [ahead.labelled(fact) for fact in pending.facts if fact.slot.count(".") == 1]
    lines = [f"- {text}" for text in single]
    for collection, amount, noun in (("deals", "amount", "open deals"), ("accounts", "last_year", "accounts")):
        values = [f.value for f in pending.facts if f.slot.startswith(f"{collection}.") and f.slot.endswith(amount)]
        total = sum((value.value for value in values if value.type == "number"), start=ZERO)
        if values:
            lines.append(f"- {len(values)} {noun}, {money(total, case.desk.office.team.currency)} in all")
    return lines


def answers_file(text: str, case: Case) -> bool | None:
    """Whether a message says yes or no to the file that waits; None when it is about something else."""
    if case.interview.pending is None or not case.interview.pending.file:
        return None
    return {"yes": True, "no": False}.get(read_answer(text) or "")


def decide_file(*, take: bool, case: Case) -> Outcome:
    """Take the file's facts over, or leave them; the interview goes on with what is still to be asked."""
    pending = case.interview.pending
    if pending is None or not pending.file:
        return case.say("file_gone")
    if not take:
        left = case.with_interview(case.interview.model_copy(update={"pending": None}))
        return go_on((Start(),), left, case.written("file_left"))
    interview, differing = take_over(case.interview, pending)
    for collection in ("deals", "accounts"):
        if any(fact.slot.startswith(f"{collection}.") for fact in pending.facts):
            interview = interview.mark(collection, Mark.DONE)
    doubts = tuple(theirs for _, theirs in differing)
    taken = case.with_interview(interview.model_copy(update={"doubts": doubts}))
    return go_on((Start(),), taken, case.written("file_taken"))
