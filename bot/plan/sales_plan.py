"""The executive's own plan (M20): what the executive says to the roll-up, and who of their peers agrees with it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.facts import Fact, Frozen, Statement, Words
from bot.plan.build import DEPARTMENTS
from bot.plan.rollup import RollUp
from bot.plan.sheet import Sheet

CEO = "CEO"
PEERS = (*DEPARTMENTS, CEO)
AGREES = "agrees"


class Ask(Frozen):
    """What one department is asked for: by the executive, and by the plans of the team, without names."""

    department: str
    by_executive: Statement | None
    by_plans: tuple[str, ...]


class Stand(Frozen):
    """Where a peer stands: "agrees", "wants ..."; when they said so (UTC), and what they said before."""

    peer: str
    says: str
    at: datetime
    before: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.says.startswith(AGREES)


class SalesPlan(Frozen):
    """Everything the pack says. It holds no pay and nobody's name; `missing` are the peers not heard."""

    name: str
    as_of: datetime
    rollup: RollUp
    year: Statement | None
    answer: Statement | None
    first_quarter: Statement | None
    asks: tuple[Ask, ...]
    risks: tuple[Statement, ...]
    pay: Statement | None
    settled: Statement | None
    decisions: tuple[Statement, ...]
    buy_in: tuple[Stand, ...]
    missing: tuple[str, ...]


def buy_in_slot(peer: str) -> str:
    """Where a peer's word is kept."""
    return f"buy_in.{peer.casefold()}.says"


def sales_plan(
    name: str, rollup: RollUp, facts: Mapping[str, Fact], past: Sequence[Fact], as_of: datetime
) -> SalesPlan:
    """The plan from what the executive said, by slot, and what it was before (`past`). Any subset of facts will do."""
    sheet = Sheet(facts, rollup.currency)
    stands = tuple(stand for peer in PEERS if (stand := _stand(peer, facts, past)))
    heard = {stand.peer for stand in stands}
    return SalesPlan(
        name=name,
        as_of=as_of,
        rollup=rollup,
        year=sheet.words("exec.year"),
        answer=sheet.words("exec.answer"),
        first_quarter=sheet.words("exec.first"),
        asks=tuple(ask for peer in PEERS if (ask := _ask(peer, sheet, rollup))),
        risks=_named(sheet, "risks"),
        pay=sheet.words("exec.pay"),
        settled=sheet.words("exec.ceo"),
        decisions=_named(sheet, "decisions"),
        buy_in=stands,
        missing=tuple(peer for peer in PEERS if peer not in heard),
    )


def _named(sheet: Sheet, group: str) -> tuple[Statement, ...]:
    return tuple(said for key in sheet.keys(group) if (said := sheet.words(f"{group}.{key}.name")))


def _ask(peer: str, sheet: Sheet, rollup: RollUp) -> Ask | None:
    own = _without_name(sheet.words(f"asks.{peer.casefold()}"), peer)
    plans = [ask.what.text.rstrip(".") for needs in rollup.needs if needs.department == peer for ask in needs.asks]
    return Ask(department=peer, by_executive=own, by_plans=tuple(dict.fromkeys(plans))) if own or plans else None


def _without_name(said: Statement | None, peer: str) -> Statement | None:
    """What is asked, without the department that leads it: "Services: two engineers"."""
    if said is None:
        return None
    text = re.sub(rf"(?:the )?{peer}\s*:\s*", "", said.text, count=1, flags=re.IGNORECASE)
    return said.model_copy(update={"text": text})


def _stand(peer: str, facts: Mapping[str, Fact], past: Sequence[Fact]) -> Stand | None:
    slot = buy_in_slot(peer)
    now = facts.get(slot)
    if now is None or not isinstance(now.value, Words):
        return None
    before = tuple(fact.value.text for fact in past if fact.slot == slot and isinstance(fact.value, Words))
    return Stand(peer=peer, says=now.value.text, at=now.at, before=before)
