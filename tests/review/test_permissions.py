"""Who may see and do what: every person of a team against every rep and every deed."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.review.permissions import PERMITTED, Deed, Relation, may, pay_seen_by, relations_to
from bot.team.model import Role
from tests.review.samples import EXECUTIVE, FINN, HANA, TEAM

MAY_SEE_PLAN = {("hana", "hana"), ("mo", "hana"), ("dana", "hana"), ("finn", "finn"), ("mia", "finn"), ("dana", "finn")}
EVERYONE = [person.id for person in TEAM.people]
ALLOWED = {
    Deed.HEAR_PLAN: set(product(EVERYONE, ["hana", "finn"])),
    Deed.SEE_PLAN: MAY_SEE_PLAN,
    Deed.SEE_PAY: MAY_SEE_PLAN - {("mo", "hana"), ("mia", "finn")},
    Deed.ANSWER_PAY: {("dana", "hana"), ("dana", "finn")},
    Deed.WRITE: {("hana", "hana"), ("finn", "finn")},
    Deed.DECIDE: {("dana", "hana"), ("dana", "finn")},
    Deed.ASK: {("dana", "hana"), ("dana", "finn"), ("mo", "hana"), ("mia", "finn")},
    Deed.DELEGATE: {("dana", "hana"), ("dana", "finn")},
    Deed.MOVE_DEADLINE: {("dana", "hana"), ("dana", "finn")},
}


@pytest.mark.parametrize(("person", "rep", "deed"), list(product(EVERYONE, ["hana", "finn"], Deed)))
def test_everyone_in_the_team_may_do_exactly_what_the_list_says(person, rep, deed):
    refusal = may(person, deed, rep, TEAM)
    assert (refusal is None) == ((person, rep) in ALLOWED[deed])


VIEWED = TEAM.model_copy(update={"pay_viewers": ("mo",)})


@pytest.mark.parametrize(("person", "rep", "deed"), list(product(EVERYONE, ["hana", "finn"], Deed)))
def test_a_pay_viewer_may_see_every_pay_explanation_and_nothing_else_besides(person, rep, deed):
    before, after = may(person, deed, rep, TEAM), may(person, deed, rep, VIEWED)
    if (person, deed) == ("mo", Deed.SEE_PAY):
        assert after is None
    else:
        assert after == before


@given(st.sets(st.sampled_from(["mo", "mia"])), st.sampled_from(EVERYONE), st.sampled_from(["hana", "finn"]))
@settings(max_examples=50)
def test_viewing_pay_never_makes_an_approver_a_writer_or_a_reader_of_plans(viewers, person, rep):
    team = TEAM.model_copy(update={"pay_viewers": tuple(viewers)})
    for deed in (Deed.DECIDE, Deed.WRITE, Deed.ANSWER_PAY, Deed.SEE_PLAN):
        assert (may(person, deed, rep, team) is None) == ((person, rep) in ALLOWED[deed])
    assert (may(person, Deed.SEE_PAY, rep, team) is None) == (
        (person, rep) in ALLOWED[Deed.SEE_PAY] or person in viewers
    )


@given(st.text(max_size=12).filter(lambda name: name not in EVERYONE), st.sampled_from(Deed))
@settings(max_examples=30)
def test_an_outsider_named_as_a_viewer_is_still_an_outsider(outsider, deed):
    assert may(outsider, deed, "hana", TEAM.model_copy(update={"pay_viewers": ("mia",)})) is not None


def test_a_viewer_who_manages_is_both():
    assert relations_to("hana", "mo", VIEWED) == {Relation.MANAGER, Relation.PAY_VIEWER}
    assert relations_to("finn", "mo", VIEWED) == {Relation.PAY_VIEWER}


def test_whose_pay_a_person_sees():
    def seen(person):
        return [rep.id for rep in pay_seen_by(person, VIEWED)]

    assert (seen("mo"), seen("mia"), seen("dana"), seen("hana")) == (["hana", "finn"], [], ["hana", "finn"], ["hana"])


def test_every_deed_is_in_the_table():
    assert set(PERMITTED) == set(Deed)


@pytest.mark.parametrize("deed", Deed)
def test_someone_else_is_never_permitted_anything(deed):
    assert Relation.OTHER not in PERMITTED[deed]


@given(
    st.text(max_size=12).filter(lambda name: name not in EVERYONE),
    st.sampled_from(["hana", "finn"]),
    st.sampled_from(Deed),
)
@settings(max_examples=50)
def test_an_outsider_gets_nothing_and_learns_no_name(outsider, rep, deed):
    refusal = may(outsider, deed, rep, TEAM)
    assert refusal is not None
    assert not any(person.name in refusal.text or person.first_name in refusal.text for person in TEAM.people)


@given(
    st.sampled_from(EVERYONE),
    st.text(max_size=12).filter(lambda name: name not in ("hana", "finn")),
    st.sampled_from(Deed),
)
@settings(max_examples=50)
def test_there_is_no_plan_of_someone_who_is_no_rep(person, nobody, deed):
    assert may(person, deed, nobody, TEAM) is not None


def test_the_executive_does_not_decide_on_their_own_plan():
    selling = HANA.model_copy(update={"id": EXECUTIVE.id, "name": EXECUTIVE.name})
    team = TEAM.model_copy(update={"reps": (selling, FINN)})
    assert relations_to(EXECUTIVE.id, EXECUTIVE.id, team) == {Relation.SELF}
    refusal = may(EXECUTIVE.id, Deed.DECIDE, EXECUTIVE.id, team)
    assert refusal is not None
    assert "own plan" in refusal.text


def test_a_manager_who_sells_does_not_decide_on_their_own_plan_either():
    selling = FINN.model_copy(update={"id": "mo", "name": "Mo Haddad", "manager": "mo", "role": Role.HUNTER})
    team = TEAM.model_copy(update={"reps": (HANA, selling)})
    assert may("mo", Deed.WRITE, "mo", team) is None
    assert may("mo", Deed.DECIDE, "mo", team) is not None


def test_a_refusal_says_what_is_so_that_nothing_happened_and_whom_to_ask():
    refusal = may("mo", Deed.SEE_PAY, "hana", TEAM)
    assert refusal is not None
    assert refusal.text == (
        "A pay explanation is only for the rep it is about, Dana Ortiz and whoever the team file names for it, "
        "so I have shown nothing. Ask Dana Ortiz about pay."
    )
