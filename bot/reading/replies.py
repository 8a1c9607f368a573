"""Plain answers: yes, no, "I don't know", and "there are none"."""

import re
from typing import Literal

Answer = Literal["yes", "no", "unknown", "none"]

_PHRASES: dict[Answer, str] = {
    "yes": (
        "yes/y/yep/yeah/yup/ya/aye/yes please/yes it is/yes they are/yes i do/yes we do/yes i did/yes we did/sure"
        "/sure thing/ok/okay/k/kk/correct/that's correct/that is correct/right/that's right/that is right"
        "/you're right/exactly/absolutely/definitely/of course/certainly/indeed/confirmed/i confirm/confirm/agreed"
        "/i agree/looks right/looks good/looks good to me/lgtm/sounds good/sounds right/all good/good/fine/perfect"
        "/great/true/affirmative/that works/works for me/go ahead/please do/do it/i think so/i believe so/spot on"
        "/it is/they are/we did/i did/we do/i do/you got it/you bet/for sure/uh huh/mhm/👍/✅/:+1:/:thumbsup:"
        "/:white_check_mark:/yes that's right"
    ),
    "no": (
        "no/n/nope/nah/nay/no thanks/no thank you/not really/not quite/not at all/no it isn't/no it's not"
        "/no they aren't/no i don't/no we don't/no i didn't/no we didn't/that's wrong/that is wrong/wrong/incorrect"
        "/not right/that's not right/that is not right/that's not correct/not correct/negative/false/i disagree"
        "/disagree/never/absolutely not/definitely not/of course not/certainly not/i don't think so/don't"
        "/please don't/👎/❌/:-1:/:thumbsdown:/:x:/it isn't/it is not/it's not/they aren't/we didn't/i didn't"
        "/we don't/i don't/no way/not yet"
    ),
    "unknown": (
        "no idea/i have no idea/not sure/i'm not sure/i am not sure/unsure/don't know/i don't know/i do not know"
        "/dunno/i dunno/idk/no clue/i have no clue/haven't a clue/can't say/i can't say/cannot say/hard to say"
        "/can't remember/i can't remember/don't remember/i don't remember/i forget/i forgot/don't recall"
        "/i don't recall/unknown/unclear/who knows/beats me/not certain/i'm not certain/no estimate/couldn't say"
        "/i couldn't say/couldn't tell you/i couldn't tell you/tbd/to be determined/tbc/?/??/???/not known"
        "/it's unknown/don't know yet/i don't know yet/not sure yet/i'm not sure yet/i don't have that"
        "/don't have that/i don't have the number/no number/don't have it/i don't have it"
        "/your guess is as good as mine/i would have to check/i'd have to check/i need to check/have to look it up"
        "/i'd have to look it up/no idea yet/not a clue/i haven't a clue/hmm not sure/🤷/:shrug:"
    ),
    "none": (
        "none/none at all/nothing/nothing at all/n a/na/not applicable/doesn't apply/does not apply"
        "/it doesn't apply/nil/zilch/zip/nada/no one/nobody/there are none/there aren't any/there were none"
        "/there weren't any/we have none/i have none/we had none/i had none/i don't have any/we don't have any"
        "/don't have any/haven't got any/none that i know of/none this year/none last year/nothing comes to mind"
        "/nothing else/none yet/not any/no more/that's all/that's it/that is all/none of them/nothing to report"
        "/none of those/none of these/none of the above/none of that/none of it/neither/neither of them"
        "/nothing really"
    ),
}
_ANSWERS: dict[str, Answer] = {phrase: answer for answer, phrases in _PHRASES.items() for phrase in phrases.split("/")}
_LEAD = re.compile(
    r"^(?:(?:well|um+|uh+|er+|hmm+|oh|ah|honestly|actually|sorry|i'm afraid|to be honest|tbh|so|and|haha|lol) )+"
)
_TAIL = re.compile(
    r"(?: (?:thanks|thank you|sorry|please|really|honestly|at the moment|right now|for now|at all|to be "
    r"honest|tbh|i'm afraid|from (?:my|our) side|from me|on my end"
    r"|mate|sir|off the top of my head|yet|so far|i think|i guess|on that|about that|actually|either|here|haha|lol))+$"
)
_OPENING = re.compile(
    r"\s{0,9}(?:(y(?:es|ep|eah|up)|correct|right|exactly|sure|ok(?:ay)?)|(no(?:pe)?|nah|wrong))\s?[,.;:!–—-]",
    re.IGNORECASE,
)
_LONGEST = 120


def read_answer(text: str) -> Answer | None:
    """What kind of plain answer a reply is, or None.

    A reply that opens with yes or no and goes on ("no, it was 1.4M") answers by its opening. A leading "no" without a
    comma does not count: "no deals were lost on price".
    """
    said = _plain(text[: _LONGEST * 2])
    answer = _ANSWERS.get(said) or _ANSWERS.get(_TAIL.sub("", _LEAD.sub("", said)))
    if answer or not (opening := _OPENING.match(text)):
        return answer
    rest = _plain(text[opening.end() : opening.end() + _LONGEST])
    return _ANSWERS.get(rest) if _ANSWERS.get(rest) == "unknown" else "yes" if opening[1] else "no"


_CONTRACTED = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|ca|wo|could|would|should)nt\b")
_SHORTENED = re.compile(r"\b(i|it|that|they|there)(m|s|ve|re)\b(?<!\bis)")


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, no punctuation, single spaces; emoji and a lone question mark stay."""
    lowered = _CONTRACTED.sub(r"\1n't", text.lower().replace("’", "'").strip())
    lowered = _SHORTENED.sub(r"\1'\2", lowered)
    kept = re.sub(r"[.,;!…()\"“”*_~/–—-]|(?<=\w)[?:]", " ", lowered)
    return " ".join(kept.split()) or lowered
