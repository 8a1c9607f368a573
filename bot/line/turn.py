"""One event, answered: who it is from decides who handles it. Pure: reads through `Books`, writes nothing."""

from dataclasses import replace
from datetime import datetime

from bot.line.actions import SAY
from bot.line.administering.turn import set_up_turn, with_set_up
from bot.line.books import Books, Desk, Outcome, Tray
from bot.line.executive.turn import executive_turn
from bot.line.inbound import (
    LONGEST_MESSAGE,
    Click,
    Command,
    Edited,
    HomeOpened,
    Inbound,
    Mention,
    Message,
    Notes,
    Rated,
    Stopped,
    TalkOpened,
)
from bot.line.live import Live
from bot.line.nudges.turn import nudge_turn
from bot.line.office import Office
from bot.line.pages import Home
from bot.line.posts import Reply, Whisper
from bot.line.presenting.turn import presenting_turn
from bot.line.rep.turn import rep_turn
from bot.line.reviews.turn import reviewer_turn
from bot.line.subcommands import command_help, typed_for
from bot.line.votes import Vote
from bot.team.model import Person


def take_turn(inbound: Inbound, office: Office, books: Books, now: datetime, live: Live | None = None) -> Outcome:
    """Answer one event. Someone outside the team gets a polite line and nothing else."""
    office = office.settled_by(books.pay_answers())
    desk = Desk(office=office, books=books, tray=Tray(inbound.key), now=now, live=live)
    if isinstance(inbound.event, Mention):
        inbound = _in_private(inbound, inbound.event, desk)
    person = office.team.person(inbound.person) if inbound.person else None
    if isinstance(inbound.event, Stopped) or (person is None and isinstance(inbound.event, TalkOpened)):
        # What a stop stops is not written: the worker looks for it when it commits.
        return desk.tray.outcome()
    inbound = _typed(inbound)
    if len(_words(inbound)) > LONGEST_MESSAGE:
        too_long = office.wording.say("too_long", {"most": f"{LONGEST_MESSAGE:,}"})
        desk.tray.post(person.id if person else inbound.address, Reply(text=too_long))
        return desk.tray.outcome()
    set_up = set_up_turn(inbound, person, desk)
    if set_up is not None:
        return set_up
    if person is None:
        text = office.wording.say("outside", {"company": office.team.company})
        is_home = isinstance(inbound.event, HomeOpened)
        desk.tray.post(inbound.address, Home(title="Planwright", next_step=text) if is_home else Reply(text=text))
        return desk.tray.outcome()
    if isinstance(inbound.event, Command):
        typed = typed_for(inbound.event.text, person)
        if typed is None:
            desk.tray.post(person.id, Reply(text=command_help(inbound.event.text, person, desk)))
            return desk.tray.outcome()
        inbound = inbound.model_copy(update={"event": Command(text=typed)})
    if isinstance(inbound.event, Rated):
        return _voted(inbound.event, person, desk)
    turn = nudge_turn(inbound, person, desk) or presenting_turn(inbound, person, desk)
    return turn or with_set_up(_answered(inbound, person, desk), inbound, desk)


def _answered(inbound: Inbound, person: Person, desk: Desk) -> Outcome:
    """The turn of a rep or a reviewer; what is typed after a nudge ends its being the last word."""
    rep = desk.office.team.rep(person.id)
    outcome = (
        rep_turn(inbound, rep, desk)
        if rep
        else executive_turn(inbound, person, desk) or reviewer_turn(inbound, person, desk)
    )
    wishes = desk.books.wishes(person.id)
    if not wishes.fresh or isinstance(inbound.event, HomeOpened | TalkOpened):
        return outcome
    return replace(outcome, wishes=wishes.model_copy(update={"fresh": False}))


def _voted(rated: Rated, person: Person, desk: Desk) -> Outcome:
    """A vote on an answer, which is only written down; what was missing is thanked for."""
    if rated.missing:
        desk.tray.post(person.id, Reply(text=desk.office.wording.say("vote_thanks")))
    vote = Vote(person=person.id, about=rated.of, helped=rated.helped, missing=rated.missing, at=desk.now)
    return replace(desk.tray.outcome(), votes=(vote,))


def _words(inbound: Inbound) -> str:
    match inbound.event:
        case Message(text=text) | Command(text=text) | Edited(text=text) | Notes(text=text):
            return text
        case _:
            return ""


def _typed(inbound: Inbound) -> Inbound:
    """A button that stands for words is those words."""
    if isinstance(inbound.event, Click) and inbound.event.action == SAY:
        return inbound.model_copy(update={"event": Message(text=inbound.event.value)})
    return inbound


def _in_private(inbound: Inbound, mention: Mention, desk: Desk) -> Inbound:
    """What was said in a channel, as if it had been said in the person's own conversation, where it is answered."""
    whisper = Whisper(channel=mention.channel, text=desk.office.wording.say("answered_in_private"))
    desk.tray.post(inbound.person or inbound.address, whisper)
    return inbound.model_copy(update={"event": Message(text=mention.text or "progress")})
