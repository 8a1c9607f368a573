from datetime import UTC, datetime

import pytest

from bot.pay.agreement import Point, read_agreement

AGG, ATT, ME, CO = Point
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "not_agreed"),
    [
        ("agree", ()),
        ("yes to all four", ()),
        ("It's aggressive and attainable, good for me and for the company.", ()),
        ("1 yes 2 no, too steep 3 yes 4 yes.", (ATT,)),
        ("1. yes 2. yes 3. no, my territory shrank 4. yes", (ME,)),
        ("yes yes no yes", (ME,)),
        ("aggressive yes, attainable no because the quota doubled, good for me yes, good for the company yes", (ATT,)),
        ("aggressive: y, attainable: n (up 40%), me: y, company: y.", (ATT,)),
        ("Aggressive? Yes. Attainable? Yes. Good for me? Not really. Good for the company? Yes.", (ME,)),
        ("agree except attainable: the quota jumped by a third.", (ATT,)),
        ("agree except 2 and 4: up 3% since 1 May.", (ATT, CO)),
        ("not attainable, the number went up 40%.", (ATT,)),
        ("aggressive sure, but unattainable.", (ATT,)),
        ("I agree it is aggressive and good for the company, but it is not attainable and not good for me", (ATT, ME)),
        ("all good except that I don't think it is attainable.", (ATT,)),
        ("I doubt it is attainable", (ATT,)),
        ("I don't agree, it is not good for me.", (ME,)),
        ("2 is a no for me. Rest fine.", (ATT,)),
        ("I disagree.", tuple(Point)),
        ("no", tuple(Point)),
    ],
)
def test_yes_and_no_are_read_as_people_write_them(text, not_agreed):
    agreement = read_agreement(f"{text} Dana Reyes", "Dana Reyes", "the page", NOW)
    assert agreement is not None
    assert agreement.not_agreed == not_agreed


def test_without_the_name_or_a_point_nothing_is_recorded():
    assert read_agreement("agree", "Dana Reyes", "the page", NOW) is None
    assert read_agreement("agree but who decides on the accelerator? Dana Reyes", "Dana Reyes", "the page", NOW) is None
