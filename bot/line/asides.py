"""What is said beside the interview and wants one line back: small talk, and what the bot cannot or may not do.

A wish is told from an answer: "book a meeting with Acme" is a wish where a figure was asked for, and a plan where the
question wants words; there it must be put to the bot ("can you book ...").
"""

import re

from bot.coach.intents import is_nod
from bot.interview.agenda import awaits_confirmation, progress
from bot.interview.commands import Start
from bot.interview.questions import SlotType
from bot.interview.state import Status
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.posts import Reply
from bot.line.rep.going_on import go_on
from bot.reading.replies import read_answer

SECONDS_A_QUESTION = 50
"""How long one question takes: some thirty of them in twenty-five minutes."""

_HOW_ARE_YOU = r"(?:hi |hey |hello )?(?:how are you|how'?s it going|how do you do|what'?s up|sup)\b.{0,20}"
_LAUGH = r"(?:lo+l|lmao|rofl|(?:ha|he)(?:ha|he)+h?|funny|good one|nice one)(?: .{0,20})?"
_BOT = (
    r"(?:wait,? |so,? |hold on,? )?(?:are you|is this|am i (?:talking|speaking|writing) (?:to|with))"
    r"(?: (?:a|an|really|just|some))* (?:ro)?(?:bot|human|person|real|machine|ai|program|computer|chat ?gpt|llm)\b"
    r".{0,30}|(?:and )?(?:who|what) are you\b.{0,20}"
)
_LENGTH = (
    r"(?:and |so |ok |ugh |hey )*how (?:long|much longer|much time)(?: (?:does|will|is|do) (?:this|it|that))?"
    r"(?: (?:take|go on|last|need|gonna take|going to take))?"
    r"|how (?:many|much)(?: more)?(?: questions?)?(?: (?:are|is)(?: there)?)?(?: left| more| to go| still)*"
    r"|(?:are we|is it|is this) (?:almost |nearly )?(?:done|there|over)(?: yet)?"
)
_TALK = (
    ("talk how are you", _HOW_ARE_YOU),
    ("talk laugh", _LAUGH),
    ("talk bot", _BOT),
    ("talk length", _LENGTH),
)
_MEETING = (
    r"(?:book|schedule|arrange|set ?up|plan) (?:me )?(?:a |an |the |my )?(?:\w+ ){0,2}?"
    r"(?:meeting|call|demo|appointment)"
)
_WRITING = (
    r"(?:write|draft|send|compose|email|e-mail|text|message|call|ping)"
    r" (?:me |him |her |them )?(?:an? |the |my |our )?(?:\w+ ){0,2}?"
    r"(?:e-?mail|mail|letter|message|text|proposal|quote|offer|invoice|client|customer|prospect)"
)
_REMINDER = r"remind me|set (?:me )?a reminder"
_CRM = (
    r"(?:update|enter|log|put) (?:\w+ ){0,4}?(?:in |into |to )?"
    r"(?:salesforce|hubspot|pipedrive|dynamics|zoho|the crm)"
)
_ACTS = (_MEETING, _WRITING, _REMINDER, _CRM)
_DELETE = r"(?:delete|erase|remove|close|wipe) (?:my |all (?:of )?my |this )(?:account|data|profile|user)"
_SET_PAY = (
    r"(?:change|raise|lower|cut|reduce|increase|drop|double) my (?:base|salary|pay|ote|commission(?: rate)?"
    r"|bonus|comp(?:ensation)?(?: plan)?|territory|manager|role|title)\b|(?:give|get) me a raise"
)
_CANNOT = (("cannot delete", _DELETE), ("cannot set pay", _SET_PAY))
_SET_QUOTA = re.compile(r"(?:change|raise|lower|cut|reduce|increase|set) my quota\b", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:(?:hey|ok|and|also|so),? )*(?:(?:can|could|would|will) (?:you|u)(?: please| pls)?|please|pls|plz"
    r"|i (?:need|want|would like|'d like) (?:you|u) to|you (?:should|must|need to))\s+(?P<wish>.+)",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 140
"""Characters of a wish; a longer message tells something."""


def read_aside(text: str, case: Case) -> str | None:
    """The name of the line that answers a message said beside the interview, or None when it is none."""
    said = re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?,…")
    if not said or len(said) > LONGEST:
        return None
    talk = next((name for name, pattern in _TALK if re.fullmatch(pattern, said, re.IGNORECASE)), None)
    return talk or _cannot(said, case) or _others(said, case) or ("talk nod" if _is_nod(text, case) else None)


def _cannot(said: str, case: Case) -> str | None:
    addressed = _ADDRESSED.fullmatch(said)
    wish = addressed["wish"] if addressed else said
    cannot = next((name for name, pattern in _CANNOT if re.match(pattern, wish, re.IGNORECASE)), None)
    if cannot is None and case.interview.is_set("last_year.quota") and _SET_QUOTA.match(wish):
        return "cannot set quota"
    if cannot or not (addressed or not _wants_words(case)):
        return cannot
    return "cannot act" if any(re.match(act, wish, re.IGNORECASE) for act in _ACTS) else None


def _wants_words(case: Case) -> bool:
    """Whether the question in focus is answered in words, so that a wish may be meant as an answer."""
    step = case.context.step
    return step is not None and (not step.topic.slots or any(slot.type is SlotType.WORDS for slot in step.topic.slots))


def _others(said: str, case: Case) -> str | None:
    """Whether a message asks for what belongs to somebody else on the team."""
    team = case.desk.office.team
    named = team.others_named_in(said, case.rep.id)
    names = [name.replace("’", "'") for person in named for name in (person.name, person.first_name)]
    whose = "|".join([*(rf"{re.escape(name)}(?:'s|s')?" for name in names), _ANYBODYS])
    pattern = rf"{_ASKS}.{{0,30}}\b(?:{whose}).{{0,30}}\b{_THEIRS}\b.{{0,40}}"
    return "cannot show others" if re.fullmatch(pattern, said, re.IGNORECASE) else None


_ASKS = (
    r"(?:(?:can|could|may) (?:i|you) )?(?:please )?(?:show|see|open|send|give|tell|read|compare|look at"
    r"|what(?:'s|s| is| are| did| does)?|how (?:much|many|big))\b"
)
_ANYBODYS = r"(?:the |my )?(?:other(?: rep)?|team|colleague|teammate)s?(?:'s|')?"
_THEIRS = (
    r"(?:plan|draft|quota|goal|pay|salary|commission|bonus|numbers|revenue|pipeline|deals|accounts|answers|ote"
    r"|makes?|earns?|gets?|sold|sell|made)"
)


def _is_nod(text: str, case: Case) -> bool:
    """An "ok" or a lone emoji, where it is neither a yes to what was read out nor to a question that takes one."""
    interview, step = case.interview, case.context.step
    asked = interview.pending is not None or (step is not None and awaits_confirmation(step, interview))
    if asked and interview.status is Status.RUNNING and read_answer(text) is not None:
        return False
    return is_nod(text)


def answer_aside(name: str, case: Case) -> Outcome:
    """One line, and the open question again; nobody is called back from a pause by it."""
    where = progress(case.desk.office.questions, case.interview)
    left = where.total - where.closed
    minutes = max(1, round(left * SECONDS_A_QUESTION / 60))
    line = case.written(name, left=str(left), minutes=str(minutes), last=case.desk.office.team.fiscal_year.before.label)
    if case.interview.status is not Status.RUNNING:
        return case.post(Reply(text=line))
    return go_on((Start(),), case, line)
