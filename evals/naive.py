"""The naive alternative, for comparison: a LangChain agent that gets the whole history and a tool to store facts.

It holds the same interview: the same messages of the rep, the same facts stored, the same words said in return.
"""

from collections.abc import Iterator

from pydantic import SecretStr

from bot.interview.questions import Questions
from bot.team.model import Role
from evals.holding import Exchange, Held
from evals.stub import Answer, Counted, Stub

SYSTEM = """\
You are a planning assistant who interviews a salesperson to prepare their annual business plan. Ask one question at a
time, accept corrections, answer short clarifying questions, let the rep skip a question and come back to it, and never
invent numbers. Record every answer with the record_answers tool using the slot names below. When all slots are filled,
summarise, ask for confirmation, and draft the plan.

Slots:
"""


def system_prompt(questions: Questions, role: Role) -> str:
    """What such an agent is told: the task and every question."""
    topics = [
        f"- {topic.id} ({', '.join(s.name for s in topic.slots)}): {topic.question}"
        for topic in questions.topics_for(role)
    ]
    return SYSTEM + "\n".join(topics)


def naive_interview(held: Held, questions: Questions, role: Role) -> tuple[Counted, ...]:
    """Every call the agent makes for the same interview and the plan at its end."""
    from langchain.agents import create_agent
    from langchain_core.messages import HumanMessage
    from langchain_core.tools import tool
    from langchain_openai import ChatOpenAI
    from langgraph.checkpoint.memory import InMemorySaver

    @tool
    def record_answers(answers: dict[str, str]) -> str:
        """Store what the salesperson said, by slot."""
        return f"stored {len(answers)}"

    script = list(_script(held))
    with Stub(lambda _: script.pop(0)) as stub:
        chat = ChatOpenAI(model_name="agent", openai_api_base=stub.url, openai_api_key=SecretStr("none"), max_retries=0)
        agent = create_agent(
            chat, [record_answers], system_prompt=system_prompt(questions, role), checkpointer=InMemorySaver()
        )
        for exchange in held.exchanges:
            agent.invoke({"messages": [HumanMessage(exchange.heard)]}, {"configurable": {"thread_id": held.person}})
        if stub.refused or script:
            raise RuntimeError(f"The comparison did not run to its end: {stub.refused or 'fewer calls than expected'}")
        return tuple(stub.calls)


def _script(held: Held) -> Iterator[Answer]:
    """What a perfect model would answer: it stores the facts of a message, then says what Planwright said."""
    for exchange in held.exchanges:
        if exchange.changed:
            stored = {slot: held.known.get(slot, "") for slot in exchange.changed}
            yield Answer(tools=(("record_answers", {"answers": stored}),))
        yield Answer(text=_said(exchange, held))


def _said(exchange: Exchange, held: Held) -> str:
    """Planwright's words; where the plan is sent, the plan itself, which the agent has to write out."""
    last = exchange is held.exchanges[-1]
    return held.document if last else exchange.said_to(held.person) or "Noted."
