"""Any sequence of moves by anyone: what was recorded stays, and nobody gets round the table."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.plan.model import Section
from bot.review.life import Decision, answer, decide, submit
from bot.review.model import Action, Refusal, Review, State
from tests.review.samples import FINN, NOW, SECRET, TEAM, count, hunter_plan

PLANS = [hunter_plan({"funnel.meetings_per_week": count(number)}) for number in (4, 5, 6)]
# One executive sells too, so that approving one's own is really tried.
SELLING = TEAM.reps[0].model_copy(update={"id": "dana", "name": "Dana Ortiz"})
SELLING_TEAM = TEAM.model_copy(update={"reps": (SELLING, FINN)})
PEOPLE = st.sampled_from([*(person.id for person in TEAM.people), "nobody"])
WORDS = st.sampled_from(["", "  ", "Why so few?", "Because."])
COMMENTS = st.dictionaries(st.sampled_from([Section.GOAL, Section.FUNNEL]), WORDS, max_size=2)
DECISIONS = st.sampled_from([Action.APPROVE, Action.REQUEST_CHANGES])


class ReviewMachine(RuleBasedStateMachine):
    """One review, whose rep is `person`."""

    person = "hana"
    team = TEAM

    def __init__(self):
        super().__init__()
        self.review = Review(person=self.person)
        self.now = NOW

    def take(self, result):
        """Go on with what came out, after holding it against what was there before."""
        self.now += timedelta(minutes=7)
        before = self.review
        if isinstance(result, Refusal):
            assert result.text.strip()
            return
        assert result.versions[: len(before.versions)] == before.versions
        assert result.history[:-1] == before.history
        assert [comment.id for comment in result.comments][: len(before.comments)] == [c.id for c in before.comments]
        for old, new in zip(before.comments, result.comments, strict=False):
            assert new == old or (old.answer is None and new == old.model_copy(update=answer_of(new)))
        self.review = result

    @rule(plan=st.sampled_from(PLANS), by=PEOPLE)
    def anyone_submits(self, plan, by):
        self.submit(plan, by)

    @rule(plan=st.sampled_from(PLANS))
    def the_rep_submits(self, plan):
        self.submit(plan, self.person)

    def submit(self, plan, by):
        own = plan.model_copy(update={"person": self.person})
        result = submit(self.review, own, SECRET, by, self.now)
        if isinstance(result, Review):
            assert by == self.person
            assert not self.review.unanswered
        self.take(result)

    @rule(action=DECISIONS, comments=COMMENTS, by=PEOPLE, back=st.integers(-1, 2))
    def anyone_decides(self, action, comments, by, back):
        self.decide(Decision(version=len(self.review.versions) - back, action=action, comments=comments), by)

    @precondition(lambda self: self.review.state is State.SUBMITTED)
    @rule(action=DECISIONS, comments=COMMENTS)
    def the_executive_decides(self, action, comments):
        self.decide(Decision(version=len(self.review.versions), action=action, comments=comments), "dana")

    def decide(self, decision, by):
        result = decide(self.review, decision, by, self.now, self.team)
        if isinstance(result, Review):
            assert by == self.team.executive.id
            assert by != self.person
            assert decision.version == self.review.versions[-1].number
            assert self.review.state is State.SUBMITTED
        self.take(result)

    @precondition(lambda self: self.review.unanswered)
    @rule(by=PEOPLE)
    def anyone_answers_what_waits(self, by):
        self.answer("Because.", by, len(self.review.comments))

    @rule(text=WORDS, by=PEOPLE, pick=st.integers(0, 5))
    def anyone_answers(self, text, by, pick):
        self.answer(text, by, pick)

    @precondition(lambda self: self.review.unanswered)
    @rule(pick=st.integers(0, 5))
    def the_rep_answers(self, pick):
        self.answer("Because.", self.person, pick)

    def answer(self, text, by, pick):
        ids = ["v9-goal", *(comment.id for comment in self.review.comments)]
        result = answer(self.review, ids[pick % len(ids)], text, by, self.now)
        if isinstance(result, Review):
            assert by == self.person
            assert len(result.unanswered) == len(self.review.unanswered) - 1
        self.take(result)

    @invariant()
    def the_latest_version_stands_where_the_state_says(self):
        last = {entry.version: entry.action for entry in self.review.history}.get(len(self.review.versions))
        expected = {
            State.DRAFTING: {None},
            State.SUBMITTED: {Action.SUBMIT},
            State.CHANGES_REQUESTED: {Action.REQUEST_CHANGES, Action.ANSWER},
            State.APPROVED: {Action.APPROVE},
        }
        assert last in expected[self.review.state]

    @invariant()
    def versions_are_numbered_in_a_row_and_ids_are_unique(self):
        assert [version.number for version in self.review.versions] == list(range(1, len(self.review.versions) + 1))
        ids = [comment.id for comment in self.review.comments]
        assert len(ids) == len(set(ids))

    @invariant()
    def comments_only_wait_while_changes_are_requested(self):
        assert not self.review.unanswered or self.review.state is State.CHANGES_REQUESTED


class SellingExecutiveMachine(ReviewMachine):
    """The executive's own plan: everything is tried, and it is never decided by its author."""

    person = "dana"
    team = SELLING_TEAM

    @invariant()
    def it_is_never_decided(self):
        assert self.review.state in (State.DRAFTING, State.SUBMITTED)


def answer_of(comment):
    return {"answer": comment.answer, "answered_at": comment.answered_at}


TestReview = ReviewMachine.TestCase
TestReview.settings = settings(max_examples=60, stateful_step_count=30)
TestSellingExecutive = SellingExecutiveMachine.TestCase
TestSellingExecutive.settings = settings(max_examples=20, stateful_step_count=20)
