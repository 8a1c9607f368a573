from datetime import date
from decimal import Decimal

from bot.pay.answers import changed, why
from bot.pay.model import with_goal
from bot.pay.results import Deal, Results

RESULTS = Results(
    goal=Decimal(1_000_000),
    deals=(
        Deal(
            id="Acme backup",
            booked=date(2027, 1, 5),
            amount=900_000,
        ),
        Deal(
            id="Brightwater",
            booked=date(2027, 2, 5),
            amount=200_000,
        ),
    ),
)


def test_a_deal_is_explained_with_the_clause_and_its_rate(sample):
    told = why(sample("hunter"), RESULTS, "brightwater")
    # 100,000 at 4.5% and 100,000 at 6.75%, and 1.5% of 200,000.
    assert told.splitlines() == [
        "Brightwater adds $14,250 to your pay.",
        "- Clause 2.1, New business commission: $11,250, 5.62% of its $200,000.",
        "- Clause 2.2, Goal bonus: $3,000, 1.50% of its $200,000.",
    ]


def test_an_unknown_deal_is_not_guessed(sample):
    assert "I know no deal called" in why(sample("hunter"), RESULTS, "Zenith")


def test_what_a_new_plan_changes_is_listed(sample):
    old = with_goal(sample("hunter"), Decimal(1_000_000))
    bonus = old.components[1].model_copy(update={"paid": None})
    new = old.model_copy(update={"base": Decimal(72_000), "components": (old.components[0], bonus)})
    assert changed(old, new) == (
        "Base pay a year: $70,000 before, $72,000 now.",
        "Clause 2.2, Goal bonus. Before: It is paid each quarter.",
        "Clause 2.2, Goal bonus. Now: It is paid once, after the year.",
    )
    assert changed(old, old) == ()
