"""Whether answers rest on what they cite, and whether the library says so when it does not know."""

import re

from bot.library.model import Answer
from evals.holding import Held
from evals.persona import Persona

SUPPORTED = 0.8
"""The share of an answer's telling words that must stand in the passages it cites."""
_PLAIN = frozenset(
    "the a an and or but of to in on at for with from by as is are was were be been it its this that these those you"
    " your they them their we our what which who how when why not no do does did can could should would will may than"
    " then so if"
    " there here into out up about more most each every one two first from source see section".split()
)


def citing_wrong(persona: Persona, held: Held) -> list[str]:
    """What is wrong with the answers a rep got, question by question; none where they asked nothing."""
    answers = {asking.question: asking.answer for asking in held.asked_library}
    wrong = [
        f"{question} {fault}"
        for question, rules in persona.questions.items()
        if (fault := _fault(answers.get(question), rules))
    ]
    others = (asking for asking in held.asked_library if asking.question not in persona.questions)
    return [*wrong, *(f"{asking.question} {fault}" for asking in others if (fault := _unsupported(asking.answer)))]


def _fault(answer: Answer | None, rules: tuple[str, ...]) -> str:
    if answer is None:
        return "was not taken for a question" if rules else ""
    if not rules:
        return "" if answer.refused else "was answered, and the library cannot know it"
    if answer.refused:
        return "was refused"
    cited = {rule for citation in answer.citations for rule in citation.rules}
    return f"cites {sorted(cited)}, not {list(rules)}" if not cited & set(rules) else _unsupported(answer)


def _unsupported(answer: Answer) -> str:
    if answer.refused:
        return ""
    share = support(answer)
    return "" if share >= SUPPORTED else f"rests on its passages by {share:.0%} only"


def support(answer: Answer) -> float:
    """The share of an answer's telling words that stand in the passages it cites; 0 without a citation."""
    passages = " ".join(f"{citation.document} {citation.heading} {citation.passage}" for citation in answer.citations)
    said, cited = _telling(answer.answer), _telling(passages)
    return len(said & cited) / len(said) if said else 0.0


def _telling(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{3,}|\d+", text.casefold()) if word not in _PLAIN}
