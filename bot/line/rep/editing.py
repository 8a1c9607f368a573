"""A chapter of what is known, changed in a form: opened, checked while it is still open, and taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.coach.context import Context
from bot.coach.form import chapter_form, read_form
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.forms import Change, Form
from bot.line.home import rep_home
from bot.line.office import Office
from bot.line.posts import Reply
from bot.line.rep.going_on import go_on
from bot.review.model import Refusal
from bot.team.model import Rep

NOTHING_CHANGED = "Nothing was changed. Say *edit* to open the form again, or tell me here what it should be."


def open_form(rep: Rep | None, stored: str | None, chapter: int, office: Office, now: datetime) -> Form | Refusal:
    """A rep's chapter as a form, from the interview as it is stored; or why there is none."""
    if rep is None:
        return Refusal(text=office.wording.say("form_not_yours"))
    form = chapter_form(chapter, office.telling(rep, office.interview(stored, rep, now), now))
    return form or Refusal(text=office.wording.say("form_nothing"))


def check_form(
    rep: Rep | None, stored: str | None, changes: Sequence[Change], office: Office, now: datetime
) -> Mapping[str, str]:
    """What is wrong with a form that was sent in, by the key of the text; the form stays open with it."""
    if rep is None:
        return {}
    interview, team = office.interview(stored, rep, now), office.team
    context = Context(office.questions, interview, rep.name, now.date(), team.fiscal_year, team.service_lines)
    return read_form(changes, context, office.telling(rep, interview, now)).problems


def take_form(changes: Sequence[Change], case: Case) -> Outcome:
    """Take a form in as corrections; what cannot be taken any more is said with its reason, and nothing of it lost."""
    read = read_form(changes, case.context, case.telling)
    trouble = list(read.problems.values())
    if not read.commands:
        return case.post(
            Reply(text="\n".join([*trouble, NOTHING_CHANGED] if trouble else [case.written("form_unchanged")]))
        )
    outcome = go_on(read.commands, case, *trouble)
    after = outcome.interview or case.interview
    # The page it may have been opened from still shows what was there before.
    case.post(rep_home(case.desk, case.rep, after, case.review))
    return replace(outcome, posts=tuple(case.desk.tray.posts))
