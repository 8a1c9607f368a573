"""How long a turn takes beside the model: early and late in the interview, for the first rep and after a thousand."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import insert

from bot.line.worker import Worker
from bot.store.store import Store
from bot.store.tables import conversations
from bot.wiring import now
from evals.bench.figures import Measured, share
from evals.faults.world import STARTS, World, a_world
from evals.naive import system_prompt

ENDS = 10
"""Messages that count as early, and as late."""
REPS = 4
AFTER = 1000
P50, P99 = 10.0, 50.0
"""Milliseconds."""
Spent = tuple[float, float]
"""Milliseconds by the clock, and of processor time: others may be at work on the machine."""


def turns(rounds: int) -> Iterator[Measured]:
    """Whole interviews on a SQLite file, every turn on disk; beside them an agent with the history in its prompt."""
    runs = [_interviews() for _ in range(rounds)]
    peer = _agent(runs[0].world)
    for part, name in ((slice(None, ENDS), "early"), (slice(-ENDS, None), "late")):
        for clock, kind in ((0, ""), (1, ", processor")):
            mine = [[spent[clock] for talked in run.talks for spent in talked[part]] for run in runs]
            for size, aim in ((0.5, P50), (0.99, P99)):
                value, peers = min(share(times, size) for times in mine), share([s[clock] for s in peer[part]], size)
                yield Measured(f"turn beside the model, {name}, p{100 * size:g}{kind}", value, "ms", aim, peers)
    first = min(share([spent[1] for talked in run.talks for spent in talked], 0.5) for run in runs)
    later = min(share([spent[1] for spent in run.after], 0.5) for run in runs)
    yield Measured("turn of the 1st rep, p50, processor", first, "ms")
    yield Measured(f"turn of the {AFTER:,}th rep, p50, processor", later, "ms")


class _Run:
    """What every turn took, by rep; and those of one more rep once a thousand others have talked."""

    def __init__(self, world: World, talks: list[list[Spent]], after: list[Spent]) -> None:
        self.world, self.talks, self.after = world, talks, after


def _interviews() -> _Run:
    world = a_world(REPS + 1, silent=AFTER)
    *early, late = world.talkers
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'turns.db'}")
        talks = [talk(store, world, who) for who in early]
        give_all(store, world, early[0], world.silent)
        after = talk(store, world, late)
        store.close()
    return _Run(world, talks, after)


def talk(store: Store, world: World, who: str) -> list[Spent]:
    """Let a rep type everything; gives what every turn took."""
    worker = Worker(store, world.office, lambda: STARTS, "bench")
    taken = []
    for message in (m for m in world.messages if m.conversation == who):
        store.receive(message)
        taken.append(_spent(worker.work))
    return taken


def give_all(store: Store, world: World, one: str, others: Sequence[str]) -> None:
    """Give others, who have not talked, the interview of someone who has."""
    season = world.office.team.season.key
    state = store.load(one, season).value or ""
    rows = [
        {
            "person": who,
            "season": season,
            "version": 1,
            "value": state.replace(f'"{one}"', f'"{who}"'),
            # They are in the middle of it, so that nobody is reminded of it now.
            "updated_at": now(),
        }
        for who in others
    ]
    with store._writes.begin() as connection:  # noqa: SLF001 - ten thousand turns would take minutes
        connection.execute(insert(conversations), rows)


def _agent(world: World) -> list[Spent]:
    """A LangChain agent with its history in memory, and a model that answers at once."""
    from langchain.agents import create_agent
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage, HumanMessage
    from langchain_core.tools import tool
    from langgraph.checkpoint.memory import InMemorySaver

    class AtOnce(GenericFakeChatModel):
        def bind_tools(self, *_: object, **__: object) -> "AtOnce":
            return self

    @tool
    def record_answers(answers: dict[str, str]) -> str:
        """Store what the salesperson said, by slot."""
        return f"stored {len(answers)}"

    said = [m for m in world.messages if m.conversation == world.talkers[0]]
    stores = {"name": "record_answers", "args": {"answers": {"revenue": "1.05M"}}, "id": "1"}
    script = (AIMessage("", tool_calls=[stores]) if n % 2 == 0 else AIMessage("Noted.") for n in range(2 * len(said)))
    prompt = system_prompt(world.office.questions, world.office.team.reps[0].role)
    agent = create_agent(AtOnce(messages=script), [record_answers], system_prompt=prompt, checkpointer=InMemorySaver())
    taken = []
    for message in said:
        asked = {"messages": [HumanMessage(getattr(message.event, "text", ""))]}
        taken.append(_spent(lambda asked=asked: agent.invoke(asked, {"configurable": {"thread_id": "1"}})))
    return taken


def _spent(work: Callable[[], object]) -> Spent:
    began, used = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000
