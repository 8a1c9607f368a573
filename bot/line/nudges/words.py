"""A nudge in words: what is due and how close it is, the one next step, and the buttons that lead there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.coach.telling import and_list
from bot.cycle.nudges import Call, Ear, Nudge, Task
from bot.cycle.presenting import presentation
from bot.cycle.season import Milestone, dates_of
from bot.cycle.steps import Step
from bot.cycle.tasks import Planner
from bot.cycle.wishes import Rung
from bot.cycle.working import Work, shift
from bot.interview.agenda import progress
from bot.line.actions import DRAFT, SAY, SUBMIT
from bot.line.buttons import Button
from bot.line.office import Office
from bot.line.posts import Reply
from bot.store.store import Store

SHOWN = 3
"""Of what waits for an executive or a manager, so many are named; the rest are counted."""
TYPED: Mapping[Step, tuple[str, str]] = {
    Step.BEGIN: ("Start", "start"),
    Step.DATA: ("Go on", "continue"),
    Step.INTERVIEW: ("Go on", "continue"),
    Step.COMMENTS: ("Go on", "continue"),
    Step.SEND_AGAIN: ("Send it", "send it"),
    Step.AGREE: ("Explain my comp plan", "explain my comp plan"),
    Step.DECIDE: ("Show {name}'s card", "card {name}"),
    Step.ESCALATED: ("Show {name}'s card", "card {name}"),
    Step.WEEKLY: ("All of them", "how is my team doing"),
    Step.ANSWER_PAY: ("Show the question", "question {name}"),
    Step.HELP: ("How is my team doing?", "status"),
    Step.OPENING: ("Calendar", "calendar"),
    Step.PRESENT_TEAM: ("Prepare it", "my plan"),
    Step.LISTEN: ("{name}'s page", "brief {name}"),
}
"""The button of each step, and the words it stands for."""

LATER = (
    Button(label="Tomorrow", action=SAY, value="remind me tomorrow"),
    Button(label="Next week", action=SAY, value="remind me next week"),
    Button(label="Done already", action=SAY, value="done already"),
)


def long_day(day: date) -> str:
    """Write a day near at hand: "Friday, Nov 13"."""
    return f"{day:%A}, {day:%b} {day.day}"


def short_day(day: date) -> str:
    """Write a day near at hand in a list: "Fri, Nov 13"."""
    return f"{day:%a}, {day:%b} {day.day}"


@dataclass(frozen=True)
class NudgeWords:
    """Words a nudge. `planners` are the reps by id; the store knows how far an interview is.

    `week` tells a lead (team id) of their team at a moment.
    """

    office: Office
    store: Store
    planners: Mapping[str, Planner]
    week: Callable[[str, datetime], str]

    def reply(self, nudge: Nudge, ear: Ear, now: datetime) -> Reply:
        """The whole message."""
        planner, own = self.planners.get(nudge.person), [c for c in nudge.calls if c.task.step is not Step.LISTEN]
        if planner is None or not own:
            return self._to_others(nudge, ear, now)
        first = own[0]
        lead = self._lead(nudge, ear, now)
        step = self._say(f"nudge step {first.task.step}", self._values(first, planner, now), _turn(ear))
        then = self._then(own, ear.work, now)
        heard = self._presenting(nudge)
        return Reply(text="\n".join(part for part in (lead, step, then, heard) if part), buttons=self._buttons(first))

    def _say(self, name: str, values: Mapping[str, str], variant: int = 0) -> str:
        executive = {"executive": self.office.team.executive.first_name, "year": self.office.team.fiscal_year.label}
        return self.office.wording.say(name, {**executive, **values}, variant)

    def _what(self, task: Task) -> str:
        answers = task.step in (Step.COMMENTS, Step.SEND_AGAIN)
        return self._say(f"nudge what {'comments' if answers else task.milestone}", {})

    def _lead(self, nudge: Nudge, ear: Ear, now: datetime) -> str:
        """What is due, warmer or firmer by how close it is."""
        call, today = nudge.calls[0], ear.work.today(now)
        what = self._what(call.task)
        values = {"what": what, "day": long_day(call.task.due)}
        if nudge.asked:
            return self._say("nudge reminder", values)
        if call.task.milestone is Milestone.KICK_OFF:
            return self._kick_off(nudge.person, ear.work)
        said = self._say(f"nudge {closeness(call, ear.work, today)}", values, _turn(ear))
        return said[0].upper() + said[1:]

    def _kick_off(self, person: str, work: Work) -> str:
        dates = dates_of(self.office.team.season, work, self.planners[person].moved)
        days = {milestone.value: short_day(day) for milestone, day in dates.items()}
        rep = self.office.team.person(person)
        return self._say("nudge kick-off", {"first_name": rep.first_name if rep else "", **days})

    def _values(self, call: Call, planner: Planner, now: datetime) -> dict[str, str]:
        values = {"comments": _count(planner.standing.comments, "comment")}
        if call.task.step is Step.INTERVIEW:
            rep = self.office.team.rep(planner.id)
            stored = self.store.load(planner.id, self.office.team.season.key).value
            if rep is not None and stored is not None:
                far = progress(self.office.questions, self.office.interview(stored, rep, now))
                values |= {"done": str(far.closed), "total": str(far.total)}
        return values

    def _then(self, calls: Sequence[Call], work: Work, now: datetime) -> str:
        """What follows, where several things came together."""
        first = calls[0].task
        nearest = [call for call in calls[1:] if call.task.due >= work.today(now) and call.task.due > first.due]
        if not nearest or first.milestone is Milestone.KICK_OFF:
            return ""
        task = nearest[0].task
        return self._say("nudge then", {"what": self._what(task), "day": long_day(task.due)})

    def _buttons(self, call: Call) -> tuple[Button, ...]:
        if call.task.step is Step.SEND:
            send = Button(label="Send it", action=SUBMIT, value=call.task.milestone, style="primary")
            return (send, Button(label="See the draft", action=DRAFT, value=call.task.milestone), *LATER)
        label, typed = TYPED.get(call.task.step, ("", ""))
        name = self._first_name(call.task.about)
        values = {"name": name}
        go = Button(label=label.format(**values), action=SAY, value=typed.format(**values), style="primary")
        # There is nothing to call done where a season has only begun.
        later = LATER[:2] if call.task.step in (Step.BEGIN, Step.OPENING) else LATER
        return (go, *later) if label else later

    def _first_name(self, about: str) -> str:
        rep = self.office.team.rep(about.partition(" ")[0])
        return rep.first_name if rep else ""

    def _presenting(self, nudge: Nudge) -> str:
        """Who presents to this person when, one sentence a day."""
        days: dict[date, list[str]] = {}
        for call in nudge.calls:
            each = presentation(self.office.team.season, self.planners[call.task.about]) if _is_heard(call) else None
            if each is not None:
                days.setdefault(each.day, []).append(self._first_name(each.person))
        return " ".join(
            self._say(
                f"nudge {'presents' if len(names) == 1 else 'present'}", {"who": and_list(names), "day": long_day(day)}
            )
            for day, names in days.items()
        )

    def _to_others(self, nudge: Nudge, ear: Ear, now: datetime) -> Reply:
        """What waits for an executive or a manager, or is to be heard; then, once a week, how their team is doing."""
        waits = [call for call in nudge.calls if call.task.step is not Step.WEEKLY]
        team = f"{self._say('nudge week', {})}\n\n{self.week(ear.person, now)}" if len(waits) < len(nudge.calls) else ""
        if not waits:
            return Reply(text=team, buttons=self._buttons(nudge.calls[0]))
        first = self._waiting(nudge.model_copy(update={"calls": tuple(waits)}), ear, now)
        return first.model_copy(update={"text": f"{first.text}\n\n{team}".strip()})

    def _waiting(self, nudge: Nudge, ear: Ear, now: datetime) -> Reply:
        """A few lines, and the step that comes first."""
        lines = [self._line(call, ear, now) for call in nudge.calls if not _is_heard(call)]
        lines += filter(None, [self._presenting(nudge)])
        more = len(lines) - SHOWN
        shown = lines if more <= 0 else [*lines[:SHOWN], self._say("nudge lead more", {"count": str(more)})]
        first = nudge.calls[0]
        several = _is_heard(first) and sum(map(_is_heard, nudge.calls)) > 1
        name = self._first_name(first.task.about)
        step = self._say(f"nudge step {'listen to all' if several else first.task.step}", {"name": name})
        told = shown[0] if len(shown) == 1 else "\n".join([self._say("nudge lead", {}), *(f"- {x}" for x in shown)])
        pages = Button(label="Their pages", action=SAY, value="briefs", style="primary")
        return Reply(text=f"{told}\n{step}".strip(), buttons=(pages, *LATER) if several else self._buttons(first))

    def _line(self, call: Call, ear: Ear, now: datetime) -> str:
        task = call.task
        planner = self.planners.get(task.about.partition(" ")[0])
        due = task.due
        if planner and task.step is Step.HELP:
            due = dates_of(self.office.team.season, planner.ear.work, planner.moved)[task.milestone]
        values = {
            "name": self._first_name(task.about),
            "what": self._say(f"nudge theirs {task.milestone}", {}) if task.step is Step.HELP else "",
            "days": str(self.office.team.escalate_after),
            "since": long_day(task.since) if task.since else "",
            "day": long_day(due),
            "when": "was" if due < ear.work.today(now) else "is",
        }
        return self._say(f"nudge line {task.step}", values)


def _is_heard(call: Call) -> bool:
    return call.task.step is Step.LISTEN


def closeness(call: Call, work: Work, today: date) -> str:
    """How near the day is, by the day the nudge is said on: a rung may have been held back."""
    due = call.task.due
    if due == today:
        return "today"
    if due > today:
        return "tomorrow" if due - today == timedelta(days=1) else "ahead"
    return "long late" if call.rung is Rung.LATER or today >= shift(work, due, 5) else "late"


def _turn(ear: Ear) -> int:
    """A number that moves on with every nudge, and is not the same at the same moment of every milestone."""
    return len(ear.sent) + len(ear.sent) // 3


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
