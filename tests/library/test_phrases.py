"""Of all the ways a passage is asked for, the closest one counts, and it counts in full."""

from bot.library.model import Passage
from bot.library.passages import read_markdown
from bot.library.phrases import Phrases
from bot.library.words import Groups


def passage(heading: str, asked: str = "") -> Passage:
    return Passage(document="Bread", heading=heading, text="Some text.", asked=asked, file="bread.md")


MANY = passage(
    "Crust", "why does the crust burn; the bottom is black; pale loaf; oven too hot; shiny crust; soft crust"
)
ONE = passage("Crumb", "big holes in the crumb")
PHRASES = Phrases([MANY, ONE], Groups())


def test_a_question_asked_word_for_word_scores_in_full_beside_many_other_ways():
    of_many, of_one = PHRASES.scores("The bottom is black")
    assert round(of_many, 6) == 1
    assert of_one == 0


def test_the_heading_is_a_way_to_ask():
    assert round(PHRASES.scores("crumb")[1], 6) == 1


def test_words_that_no_way_of_asking_holds_lower_the_nearness():
    near, far = (PHRASES.scores(asked)[1] for asked in ("holes in the crumb", "holes in my bicycle tyre crumb"))
    assert 0 < far < near < 1


def test_nothing_in_common_is_nothing():
    assert PHRASES.scores("") == PHRASES.scores("zebra") == [0, 0]


def test_several_comments_hold_ways_that_stay_apart():
    (rye,) = read_markdown("# Rye\n<!-- asked: dark loaf -->\n<!-- asked: pumpernickel -->\nBake it.", "b.md").passages
    assert rye.ways == ("Rye", "dark loaf", "pumpernickel")
