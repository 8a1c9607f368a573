"""One event, answered: who it is from decides who handles it. Pure: reads through `Books`, writes nothing."""

from datetime import datetime

from bot.line.books import Books, Desk, Outcome, Tray
from bot.line.model import Inbound, Reply, TalkOpened
from bot.line.office import Office
from bot.line.rep import rep_turn
from bot.line.reviewer import reviewer_turn


def take_turn(inbound: Inbound, office: Office, books: Books, now: datetime) -> Outcome:
    """Answer one event. Someone outside the team gets a polite line and nothing else."""
    desk = Desk(office=office, books=books, tray=Tray(inbound.key), now=now)
    person = office.team.person(inbound.person) if inbound.person else None
    if person is None and isinstance(inbound.event, TalkOpened):
        return desk.tray.outcome()
    if person is None:
        desk.tray.post(inbound.address, Reply(text=office.wording.say("outside", {"company": office.team.company})))
        return desk.tray.outcome()
    rep = office.team.rep(person.id)
    return rep_turn(inbound, rep, desk) if rep else reviewer_turn(inbound, person, desk)
