"""A file a rep sends: read, asked about, shown as what it would bring, and taken over on their yes."""

from bot.coach.importing import offer
from bot.coach.options import goes_back, leaves_file, picked, puts_off
from bot.interview.commands import DecideFile
from bot.interview.state import Pending, Told
from bot.line.actions import ABOUT_FILE, TAKE_OVER, counted, marked
from bot.line.books import Outcome
from bot.line.buttons import Button
from bot.line.case import Case
from bot.line.inbound import LARGEST_FILE, Upload
from bot.line.posts import LISTS, PlanFile, Reply
from bot.line.rep.going_on import go_on
from bot.line.rep.preview import not_counted, preview
from bot.reading.replies import read_answer
from bot.reading.tables.model import Question, Refusal, Table, Unknown
from bot.reading.tables.read import read_table

NOT_SURE = "not sure"


def receive_file(upload: Upload, case: Case) -> Outcome:
    """Read a file and ask what only the rep can say of it, or show what it brings; nothing is stored before a yes."""
    if upload.size > LARGEST_FILE:
        return case.say("file_too_big", name=upload.name)
    return _read(Pending(file=upload.name, ref=upload.ref, facts=()), case)


def send_template(case: Case) -> Outcome:
    """A list of deals to fill in, as a workbook and as CSV."""
    for document in LISTS:
        case.post(PlanFile(person=case.rep.id, version=0, document=document, text=case.written(document)))
    return case.say("template_sent")


def _read(waiting: Pending, case: Case) -> Outcome:
    """Read the file with everything said about it so far; what is still open is asked before anything is counted."""
    content = case.desk.books.file(waiting.ref)
    if content is None:
        return case.say("file_not_fetched", name=waiting.file)
    table = read_table(waiting.file, content, case.desk.now.date(), waiting.choices)
    if isinstance(table, Refusal):
        return case.say("file_refused", name=waiting.file, why=table.message)
    asked = {told.question for told in waiting.told}
    question = next((each for each in table.questions if each.options and each.text not in asked), None)
    return _ask(question, waiting, case) if question else _show(table, waiting, case)


def _ask(question: Question, waiting: Pending, case: Case) -> Outcome:
    """One question about the file, with a button for each answer."""
    asking = waiting.model_copy(update={"question": question, "facts": ()})
    options = [(option.label, str(index)) for index, option in enumerate(question.options)]
    buttons = tuple(
        Button(label=label, action=ABOUT_FILE, value=marked(value, asking.stamp))
        for label, value in [*options, ("Not sure", NOT_SURE)]
    )
    text = question.text if waiting.told else case.written("file_question", name=waiting.file, question=question.text)
    return _keep(asking, case).post(Reply(text=text, buttons=buttons))


def _show(table: Table, waiting: Pending, case: Case) -> Outcome:
    """What the file would bring, for a yes."""
    offered = offer(table, case.rep, case.interview, case.desk.office.team.fiscal_year, case.desk.now)
    if not offered.facts:
        name = "file_not_told" if isinstance(table.contents, Unknown) else "file_brings_nothing"
        said = [case.written(name, name=table.file), *not_counted(offered, case)]
        return _keep(None, case).post(Reply(text="\n".join(said)))
    showing = waiting.model_copy(update={"question": None, "facts": offered.facts})
    buttons = (
        Button(label="Yes, take it over", action=TAKE_OVER, value=marked("yes", showing.stamp), style="primary"),
        Button(label="No", action=TAKE_OVER, value=marked("no", showing.stamp)),
    )
    return _keep(showing, case).post(Reply(text=preview(table, offered, case), buttons=buttons))


def _keep(waiting: Pending | None, case: Case) -> Case:
    return case.with_interview(case.interview.model_copy(update={"pending": waiting}))


def answer_file(text: str, case: Case) -> Outcome | None:
    """Handle a message about the file that waits; None when it is about something else."""
    waiting = case.interview.pending
    if waiting is None or not waiting.file:
        return None
    if leaves_file(text):
        return decide_file(take=False, case=case)
    if waiting.told and goes_back(text):
        return _read(waiting.model_copy(update={"told": waiting.told[:-1]}), case)
    if waiting.question is None:
        take = {"yes": True, "no": False}.get(read_answer(text) or "")
        return None if take is None else decide_file(take=take, case=case)
    option = picked(text, waiting.question)
    if option is None and not puts_off(text):
        return None
    means = option.means if option else None
    return _told(waiting, Told(question=waiting.question.text, means=means), case)


def pick_option(choice: str, case: Case) -> Outcome:
    """An answer by a button to the question about the file: the number of the option, or that they are not sure."""
    waiting = case.interview.pending
    if waiting is None or waiting.question is None:
        return case.say("stale")
    question, number = waiting.question, counted(choice)
    if number is not None and number >= len(question.options):
        return case.say("stale")
    means = None if number is None else question.options[number].means
    return _told(waiting, Told(question=question.text, means=means), case)


def _told(waiting: Pending, said: Told, case: Case) -> Outcome:
    return _read(waiting.model_copy(update={"told": (*waiting.told, said)}), case)


def decide_file(*, take: bool, case: Case) -> Outcome:
    """Take the file's facts over, or leave them; the interview goes on with what is still to be asked."""
    waiting = case.interview.pending
    if waiting is None or not waiting.file or (take and waiting.question):
        return case.say("file_gone")
    return go_on((DecideFile(take=take),), case)
