"""What both halves of the double A are made of: evidence gathered sentence by sentence, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.plan.model import Evidence, Judgement, Verdict

SHOWN = 3


@dataclass
class Case:
    """The case for one half of the double A while it is being made."""

    evidence: list[Evidence] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, text: str, *, supports: bool) -> None:
        """Put a whole sentence on one side."""
        self.evidence.append(Evidence(supports=supports, text=text))

    def lacks(self, what: str) -> None:
        """Name something without which this half cannot be judged, as it reads after "until"."""
        if what not in self.missing:
            self.missing.append(what)

    @property
    def judgement(self) -> Judgement:
        """One point against decides; without one, anything missing leaves the verdict open."""
        against = any(not point.supports for point in self.evidence)
        verdict = Verdict.NO if against else Verdict.OPEN if self.missing or not self.evidence else Verdict.YES
        return Judgement(verdict=verdict, evidence=tuple(self.evidence))

    def read(self, half: str) -> str:
        """This half in one line, with the first point against it or what it is waiting for."""
        judgement = self.judgement
        if judgement.verdict is Verdict.YES:
            return f"{half}: yes."
        if judgement.verdict is Verdict.OPEN:
            return f"{half}: open until {_listed(self.missing)} known."
        return f"{half}: not yet. " + next(point.text for point in self.evidence if not point.supports)


def _listed(names: list[str]) -> str:
    """The first few names with their verb; the open points of the plan have them all."""
    if len(names) == 1:
        return f"{names[0]} is"
    shown = names if len(names) <= SHOWN else [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} more things"]
    return f"{and_list(shown)} are"


def and_list(names: Sequence[str]) -> str:
    """Names as people join them: "Acme, Globex and Initech"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
