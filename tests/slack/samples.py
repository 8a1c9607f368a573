"""A summary to put on cards."""

from datetime import UTC, datetime
from decimal import Decimal

from bot.facts import Computed, Figure
from bot.figures import Unit
from bot.line.posts import ReviewCard
from bot.plan.model import DoubleA, Evidence, Judgement, RunRateJudgement, Section, Verdict
from bot.review.model import Change, Comment, State, Suggestion, Summary

SOURCE = Computed(formula="as given")
AT = datetime(2026, 11, 2, 15, 4, tzinfo=UTC)


def figure(value: str, unit: Unit = Unit.MONEY, *, about: bool = False) -> Figure:
    return Figure(value=Decimal(value), unit=unit, source=SOURCE, about=about)


def comment(text: str, answer: str | None = None, section: Section = Section.GOAL) -> Comment:
    return Comment(id="v1-goal", version=1, section=section, text=text, by="dana", at=AT, answer=answer)


def summary(**changed: object) -> Summary:
    points = tuple(Evidence(supports=True, text=f"Point {n} for it.") for n in range(5))
    against = (Evidence(supports=False, text="Six meetings a week, and four were held last year."),)
    given = Summary(
        person="sam",
        name="Sam Hale",
        role="Hunter",
        version=2,
        currency="USD",
        goal=figure("1200000"),
        run_rate=figure("700000", about=True),
        cover=figure("0.583", Unit.PERCENT),
        judgement=RunRateJudgement.MIDDLE,
        run_rate_reading="Run-rate covers 58.3% of the goal.",
        gap=figure("500000"),
        gap_filled_by="13 new deals of $40,000",
        adds_up="It adds up, with $20,000 over the goal.",
        double_a=DoubleA(
            aggressive=Judgement(verdict=Verdict.YES, evidence=points),
            attainable=Judgement(verdict=Verdict.OPEN, evidence=against),
            reading="Aggressive; whether it is attainable is open.",
        ),
        strongest=("Named targets with a source each.",),
        weakest=("The funnel rests on a guess.",),
        needs=("Marketing: two case studies by March.",),
        open_points=tuple(f"Open point {n}." for n in range(6)),
        suggestion=Suggestion(rule="M03", says="few decided deals make a guess", text="Plan for a lower average."),
        changes=(Change(section=Section.FUNNEL, text="Weekly first meetings: 4 to 6"),),
        answered=(comment("Why so low?", "I took out the lost account."),),
    )
    return given.model_copy(update=changed)


def review_card(**changed: object) -> ReviewCard:
    return ReviewCard(summary=summary(**changed), state=State.SUBMITTED)
