"""What can follow the slash command: each word stands for something to type; anything else is taken as typed."""

from collections.abc import Mapping
from difflib import get_close_matches

from bot.coach.intents import is_nod, read_intent
from bot.line.books import Desk
from bot.line.nudges.asks import read_wish
from bot.reading.replies import read_answer
from bot.team.model import Person, Rep

FOR_REPS: Mapping[str, str] = {
    "continue": "continue",
    "status": "progress",
    "draft": "show my draft",
    "pay": "explain my comp plan",
    "calendar": "calendar",
    "slides": "slides",
    "briefs": "briefs",
    "refresh": "quarterly review",
    "edit": "edit",
    "template": "send me the template",
    "send": "send it",
    "pause": "pause",
}
FOR_LEADS: Mapping[str, str] = {
    "status": "status",
    "calendar": "calendar",
    "points": "points",
    "roll-up": "roll-up",
    "briefs": "briefs",
    "align": "align",
}
HELP = ("help", "commands", "?")
CLOSE = 0.6


def typed_for(text: str, person: Person) -> str | None:
    """What a command stands for when typed; None for the list of commands or a word that is none."""
    said, known = text.strip(), _known(person)
    word = said.casefold()
    if not said:
        return "continue" if isinstance(person, Rep) else "status"
    if word in known:
        return known[word]
    return None if word in HELP or (word.isalpha() and not _means_something(said)) else said


def _known(person: Person) -> Mapping[str, str]:
    return FOR_REPS if isinstance(person, Rep) else FOR_LEADS


def _means_something(word: str) -> bool:
    """Whether a single word is an answer, a steering word or a wish about nudges: "yes", "skip", "snooze"."""
    told = read_answer(word) or read_intent(word) or read_wish(word, to_a_nudge=False)
    return told is not None or is_nod(word)


def command_help(text: str, person: Person, desk: Desk) -> str:
    """The list of commands; after a word that is none, with the one it comes closest to."""
    say, word = desk.office.wording.say, text.strip()
    listed = say("commands_rep" if isinstance(person, Rep) else "commands_lead", {"executive": _executive(desk)})
    if word.casefold() in HELP:
        return listed
    near = get_close_matches(word.casefold(), _known(person), 1, CLOSE)
    meant = say("command_meant", {"near": near[0]}) if near else ""
    return "\n".join([f"{say('command_unknown', {'word': word})} {meant}".strip(), listed])


def _executive(desk: Desk) -> str:
    return desk.office.team.executive.first_name
