"""The next question in the coach's voice (M22), where the wording matters: a new chapter, or after a rich answer.

The model sees the question with its places still open and must give every one of them back; code fills them in.
"""

import re
from collections.abc import Mapping, Sequence

from bot.coach.llm.assistant import Helper
from bot.coach.llm.checks import has_figure, is_plain, oversteps, strangers, words_in
from bot.coach.llm.port import Job
from bot.coach.llm.understanding import has_words
from bot.coach.telling import Telling
from bot.facts import Words
from bot.interview.agenda import Step
from bot.interview.moves import Ask, Move, Noted
from bot.interview.questions import Kind

RICH = 12
"""Words of an answer that deserves more than the next question off the list."""
LONGEST_SAID = 400
LONGEST_QUESTION = 320
_PLACE = re.compile(r"\{[a-z_][a-z_0-9.]*\}")


def worded_by(helper: Helper, heard: str, moves: Sequence[Move], telling: Telling) -> Mapping[str, str]:
    """The next question in other words, by its step; nothing where the written words do, or a call was made already."""
    ask = next((said for said in moves if isinstance(said, Ask)), None)
    step = telling.step(ask.step) if ask else None
    if ask is None or step is None or helper.was_asked or not has_words(heard) or not _matters(ask, step, heard, moves):
        return {}
    written = {"question": step.topic.question, "why": step.topic.why}
    fits = _Fits(step.topic.question, helper.words)
    told = helper.prose(Job.PHRASE, written, {"said": heard[:LONGEST_SAID]}, fits.sentence)
    if told is None:
        return {}
    question = " ".join(told.split())
    if not fits.whole(question):
        helper.reject()
        return {}
    return {step.id: question}


def _matters(ask: Ask, step: Step, heard: str, moves: Sequence[Move]) -> bool:
    if ask.confirm or ask.missing or step.topic.kind is Kind.PICK:
        return False
    told = [fact for said in moves if isinstance(said, Noted) for fact in said.facts]
    is_rich = len(heard.split()) >= RICH and any(isinstance(fact.value, Words) for fact in told)
    return ask.opens_chapter or is_rich


class _Fits:
    """Whether a question may stand in place of the written one."""

    def __init__(self, written: str, words: frozenset[str]) -> None:
        self._places = sorted(_PLACE.findall(written))
        self._words = (words, words_in(written))

    def sentence(self, text: str) -> bool:
        """Whether a sentence is nothing a coach would not say: no figure, link, promise or word of somebody else's."""
        bare = _PLACE.sub(" ", text)
        return is_plain(bare) and not has_figure(bare) and not oversteps(bare) and not strangers(bare, self._words)

    def whole(self, question: str) -> bool:
        """Whether it is one question of a fair length that keeps every place of the written one and adds none."""
        one = question.count("?") == 1 and question.endswith("?")
        return one and len(question) <= LONGEST_QUESTION and sorted(_PLACE.findall(question)) == self._places
