"""Where one fault is let loose: a world, a database of its own, and the undisturbed run it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.store.store import Store
from evals.faults.truth import Calm, Found, broken_rules, posted, replies
from evals.faults.world import World


@dataclass(frozen=True)
class Arena:
    """`url` is an empty database, `folder` a scratch folder of this fault's own."""

    world: World
    calm: Calm
    url: str
    folder: Path

    @property
    def where(self) -> str:
        return self.url.partition(":")[0].partition("+")[0]

    @property
    def seen(self) -> Path:
        """Where front ends note what they posted."""
        return self.folder / "seen.txt"

    def judge(
        self,
        fault: str,
        struck: int,
        *,
        ended: bool,
        least: int = 1,
        figures: Mapping[str, float] | None = None,
        posts: Mapping[str, list[str]] | None = None,
    ) -> Found:
        """Hold what is in the database, and what was posted, against the rules."""
        store = Store.open(self.url)
        posts = posts or posted(self.seen)
        wrong = broken_rules(self.world, self.calm, store, posts, ended=ended)
        store.close()
        figures = {"messages": len(self.world.messages), **(figures or {})}
        return Found(fault, self.where, struck, wrong, figures, least, replies(posts))
