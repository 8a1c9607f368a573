"""What the executive types around their own plan: "my plan", "my pack", "Finance agrees", "Services wants ..."."""

import re

from bot.facts import Frozen
from bot.plan.sales_plan import PEERS

_FLAGS = re.IGNORECASE | re.DOTALL
_OPEN = r"(?:(?:start|begin|open|continue|go on with|prepare|work on|let'?s do) )?"
_PLAN = re.compile(rf"{_OPEN}(?:my|my own|the) (?:own )?(?:plan|sales plan|interview)", _FLAGS)
_PACK = re.compile(
    r"(?:(?:show|send|give|get) )?(?:me )?(?:my |the )?(?:sales plan )?(?:pack|slides?|deck|presentation|pptx)",
    _FLAGS,
)
_BUY_IN = re.compile(
    rf"(?:the )?(?P<peer>{'|'.join(PEERS)})(?: (?:now|is|has))*\s+"
    r"(?P<says>(?:agree[sd]?|on board|in\b|buys in|bought in|wants?|needs?|asks?|objects?|disagrees?|refuses?)\b.*)",
    _FLAGS,
)
_AGREES = re.compile(r"(?:agree[sd]?|on board|in|buys in|bought in)\b\s*(?:to it|with it)?[:,]?\s*(?P<rest>.*)", _FLAGS)


class BuyIn(Frozen):
    """What a peer says to the plan: "agrees", "agrees: from March", "wants two engineers"."""

    peer: str
    says: str


def asks_for_plan(text: str) -> bool:
    """Whether a whole message asks for the executive's own plan."""
    return _PLAN.fullmatch(text.strip(" .!?")) is not None


def asks_for_pack(text: str) -> bool:
    """Whether a whole message asks for the pack."""
    return _PACK.fullmatch(text.strip(" .!?")) is not None


def read_buy_in(text: str) -> BuyIn | None:
    """Read where a peer stands; None when a message is about something else."""
    match = _BUY_IN.fullmatch(text.strip(" .!"))
    if match is None:
        return None
    peer = next(peer for peer in PEERS if peer.casefold() == match["peer"].casefold())
    agrees = _AGREES.fullmatch(match["says"].strip())
    if agrees is None:
        return BuyIn(peer=peer, says=match["says"].strip())
    rest = agrees["rest"].strip(" .")
    return BuyIn(peer=peer, says=f"agrees: {rest}" if rest else "agrees")
