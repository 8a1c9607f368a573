"""What a comment reopens: every fact of an interview sits behind exactly one section."""

import pytest

from bot.plan.model import Section
from bot.review.follow_up import slots_of
from bot.team.model import Role
from tests.review.samples import FARMER, HUNTER, farmer_plan, hunter_plan

ROLES = {Role.HUNTER: (HUNTER, hunter_plan()), Role.FARMER: (FARMER, farmer_plan()), Role.VCIO: (FARMER, farmer_plan())}


@pytest.mark.parametrize("role", ROLES)
def test_every_slot_belongs_to_exactly_one_section(role):
    for slot in ROLES[role][0]:
        assert len([section for section in Section if slot.startswith(slots_of(section, role))]) == 1, slot


@pytest.mark.parametrize("role", ROLES)
def test_the_sections_of_a_plan_are_those_that_reopen_something(role):
    plan = ROLES[role][1]
    assert {section for section in Section if slots_of(section, role)} == set(plan.sections)
