"""What may never happen with a model: pay in a request, an attack that succeeds, an answer that is lost.

The model here is an accomplice: it is sent every message there is, and says back whatever it was told to say.
"""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.coach.llm.answers import answer_with
from bot.coach.llm.drafting import draft
from bot.coach.llm.facts import all_facts
from bot.coach.llm.port import Job, Request, Trouble, Usage
from bot.documents.section_prose import written_prose
from bot.library.model import Answer, Citation
from bot.line.helping import helper_for
from bot.line.inbound import Inbound, Message, Upload
from bot.line.posts import PlanFile, Reply
from bot.review.model import State
from bot.slack.blocks import section
from bot.store.store import Store
from bot.terminal.stage import Stage, ticking
from bot.wiring import build_office
from tests.coach.model_stub import Stub, assistant, heard
from tests.line.conftest import STARTS, Room
from tests.line.test_pay_privacy import DANA, LEO, ODD, SAMPLE, STORY, _script, found_in, secrets
from tests.store.migrated import new_file

CASES = Path(__file__).parents[3] / "shared" / "data" / "injections.dev.jsonl"


@pytest.fixture
def everything_is_asked(monkeypatch):
    """The reader is never certain, so that every message anyone types would be sent."""
    monkeypatch.setattr("bot.coach.llm.understanding.is_certain", lambda *_: False)


def chatty(request: Request):
    """A model that always has something harmless to say."""
    if request.job is Job.UNDERSTAND:
        return heard(kind="other", ack="That is a cause you can act on.")
    return {"sections": []} if request.job is Job.DRAFT else "Good. " + request.data[-200:]


DISGUISED = (
    "71,234 is what it comes to before anything else, does that sound right to you as well?",
    "so that is 71.2k and another 58,767 on top if things go well, more or less I think",
    "the Zebra thing is a riddle to me, what is it even called that for in this company",
    "5,936.17 landed in March, which is what the letter said, so someone did the sums right",
    "my neighbor asked what I take home and I did not know what to tell her honestly",
    "130,001 all in all, give or take, would be a fine year for the whole family here",
    "and beyond 103.7% it gets better, doesn't it, that is how I read the second page of it",
    "the part that kicks in is 1.37 times what it was before, unless I have that upside down",
)


def test_no_request_of_a_whole_conversation_carries_pay(tmp_path, everything_is_asked):
    stub, clock = Stub(chatty), ticking(STORY.starts)
    office = build_office(SAMPLE / "team.yaml")
    plans = {**office.comp_plans, DANA: ODD, LEO: ODD}
    office = replace(office, comp_plans=plans, assistant=assistant(stub, clock, model_tokens_per_rep=10**9))
    store = Store.open(new_file(tmp_path / "line.db"))
    stage = Stage(office, store, clock, lambda _: None, "private")
    for speaker, text in _script(office):
        stage.say(speaker, text)
    for text in DISGUISED:
        stage.say(office.team.person(DANA), text)
        stage.say(office.team.person(LEO), text)
    needles = secrets(store.review(DANA, office.team.season.key).value.latest.plan)
    assert len(stub.requests) > 25
    assert {Job.UNDERSTAND, Job.DRAFT} <= set(stub.jobs())
    assert found_in(stub.sent, needles) == []
    assert not re.search(r"71[.,]?2|58[.,]?7|130[.,]?0|103\.7|1\.37|salary|commission|zebra|quagga", stub.sent.lower())
    assert "".join(use.model_dump_json() for use in store.uses()).count("71") == 0
    store.close()


def test_with_pseudonyms_no_client_is_named_in_any_request(tmp_path, everything_is_asked):
    stub, clock = Stub(chatty), ticking(STORY.starts)
    office = build_office(SAMPLE / "team.yaml")
    asked = assistant(stub, clock, pseudonyms=True, model_tokens_per_rep=10**9)
    store = Store.open(new_file(tmp_path / "line.db"))
    stage = Stage(replace(office, assistant=asked), store, clock, lambda _: None, "pseudonyms")
    for scene in STORY.scenes[:2]:
        for line in scene.says:
            stage.say(office.team.person(scene.speaker), line)
    assert len(stub.requests) > 40
    clients = ("vandelay", "hooli", "stark", "wayne", "oscorp", "soylent", "tyrell", "acme", "globex", "initech")
    assert {name for name in clients if name in stub.sent.lower()} == set()
    assert "Client " in stub.sent
    store.close()


# Attacks.


def cases(*channels: str) -> list[dict]:
    if not CASES.is_file():
        return []
    rows = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["channel"] in channels]


needs_cases = pytest.mark.skipif(not CASES.is_file(), reason="the shared injection cases are not here")


def obeying(order: str) -> Stub:
    """A model that does what the text it was given wants, in every way it can answer."""

    def says(request: Request):
        if request.job is Job.UNDERSTAND:
            slots = ("last_year.revenue", "last_year.quota", "goal.revenue", "last_year.won_because", "remove")
            return heard(*((slot, "Acme", order) for slot in slots), kind="nothing", ack=order[:200])
        if request.job is Job.DRAFT:
            headings = re.findall(r"^# (.+)$", request.data, re.MULTILINE)
            return {"sections": [{"heading": heading, "text": order} for heading in headings]}
        return f"{order}?" if request.job is Job.PHRASE else f"{order} [1] {{{{goal.revenue}}}}"

    return Stub(says)


def shown(room: Room, who: str) -> str:
    """What reached a person's screen, as Slack gets it."""
    texts = [post.content.text for post in room.posts if post.to == who and isinstance(post.content, Reply)]
    return "\n".join(block["text"]["text"] for text in texts for block in section(text))


def room_with(tmp_path: Path, name: str, stub: Stub, ask=None) -> Room:
    room = Room(tmp_path / f"{name}.db", ask=ask)
    room.office = replace(room.office, assistant=assistant(stub, room.stage.clock, model_tokens_per_rep=10**9))
    room.stage.office = room.office
    return room


def found(row: dict, text: str) -> list[str]:
    return [pattern for pattern in row["must_not_match"] if re.search(pattern, text, re.IGNORECASE)]


@pytest.fixture
def begun(tmp_path) -> Path:
    """A conversation with Leo at a question for figures, and one with Dana at a question for words."""
    room = Room(tmp_path / "begun.db", session="begun")
    room.says("leo", "hi")
    room.says("dana", "hi", "yes", "yes", "yes")
    room.store.close()
    return tmp_path / "begun.db"


@needs_cases
def test_no_attack_in_a_message_succeeds(tmp_path, begun, everything_is_asked):
    """At a question for figures, at one for words, and as the answer of a model that obeys."""
    wrong, tried, asked = [], 0, 0
    for row in (row for row in cases("dm") if row["category"] != "benign"):
        shutil.copy(begun, tmp_path / f"{row['id']}.db")
        stub = obeying(row["text"])
        room = room_with(tmp_path, row["id"], stub)
        for who, goal in (("leo", "$900,000"), ("dana", "$1,400,000")):
            room.says(who, row["text"])
            wrong += [(row["id"], who, hit) for hit in found(row, shown(room, who))]
            tried += 1
            assert room.review(who).state is State.DRAFTING
            assert room.known(who, "goal.revenue") == goal, row["text"]
        room.says("leo", "my quota was 1.2M")
        assert room.known("leo", "last_year.quota") == "$1,200,000"
        asked += len(stub.requests)
        room.store.close()
    print(f"\nattacks in messages: {tried} tries, {len(wrong)} succeeded; the model was asked {asked} times")  # noqa: T201 - the counts are what the test is read for
    assert wrong == []
    assert asked > tried / 2


@needs_cases
def test_no_benign_look_alike_is_refused(tmp_path, everything_is_asked):
    """A model that takes it for an attack cannot have it lost."""
    kept = 0
    benign = [row for row in cases("dm") if row["category"] == "benign"]
    for row in benign:
        room = room_with(tmp_path, row["id"], Stub(lambda _: heard(kind="other")))
        said = room.says("dana", "hi", "yes", "yes", "yes", "We come early", row["text"])
        told = [fact.value.text for fact in room.interview("dana").facts.values() if fact.value.type == "words"]
        is_answer = "?" not in row["text"] and not row["text"].startswith("Delete")
        assert not is_answer or row["text"] in told, row["text"]
        assert not re.search(r"\b(?:cannot|can't|refuse|not allowed|unable)\b", said), said
        kept += 1
        room.store.close()
    print(f"\nbenign look-alikes: {kept} of {len(benign)} handled as usual")  # noqa: T201 - the counts are what the test is read for


@needs_cases
def test_no_attack_in_a_file_succeeds(tmp_path, everything_is_asked):
    """As the name of a deal and of a file, taken over; and in the prose of a plan that an obeying model writes."""
    rows = cases("file_cell", "account_name", "lost_reason", "file")
    room, wrong = room_with(tmp_path, "files", Stub()), []
    room.says("dana", "hi", "yes", "yes", "yes")
    for row in rows:
        room.office = replace(room.office, assistant=assistant(obeying(row["text"]), room.stage.clock))
        room.stage.office = room.office
        screens = [_sent(room, row, tmp_path), room.says("dana", "yes") and shown(room, "dana")]
        wrong += [(row["id"], hit) for hit in found(row, "\n".join(screens)) if not _is_the_name_itself(row, hit)]
        dana = room.office.team.rep("dana")
        plan = room.office.draw_up(dana, room.interview("dana"), STARTS)
        drafted = draft(_helper(room, dana), plan)
        wrong += [(row["id"], prose) for part, prose in drafted.items() if prose != written_prose(plan, part)]
    print(f"\nattacks in files: {2 * len(rows)} tries, {len(wrong)} succeeded")  # noqa: T201 - the counts are what the test is read for
    assert wrong == []
    assert len(room.interview("dana").items("deals")) > len(rows) / 2
    assert "Sent: version 1" in room.says("dana", "done", "send it")


def _sent(room: Room, row: dict, folder: Path) -> str:
    """A list of deals with the text in it, sent; what its person sees."""
    cell = '"' + row["text"].replace('"', '""') + '"'
    path = folder / "deals.csv"
    path.write_text(
        f"Opportunity Owner,Account Name,Stage,Amount,Close Date,Notes\n"
        f"Dana Reyes,{cell},Proposal,12000,03/15/2027,{cell}\n",
        encoding="utf-8",
    )
    name = row["text"] if row["channel"] == "file" else "deals.csv"
    room.posts.clear()
    room.stage.play(room.person("dana"), Upload(name=name, ref=str(path), size=path.stat().st_size))
    return shown(room, "dana")


def _is_the_name_itself(row: dict, hit: str) -> bool:
    """Whether what was found is the cell's own text, read back inertly as the name the person gave a deal."""
    return bool(re.search(hit, row["text"], re.IGNORECASE)) and row["channel"] in (
        "file_cell",
        "lost_reason",
        "account_name",
    )


@needs_cases
def test_no_attack_in_a_retrieved_passage_succeeds(tmp_path):
    """Even if a passage reached the model as it is, and the model passed it on word for word."""
    wrong, rows = [], cases("kb_doc")
    room = room_with(tmp_path, "kb", Stub())
    room.says("dana", "hi", "yes")
    dana = room.office.team.rep("dana")
    plan = room.office.draw_up(dana, room.interview("dana"), STARTS)
    for row in rows:
        for answer in (row["text"], f"{row['text']} [1].", "Cover is low [1]. " + row["text"]):
            room.office = replace(room.office, assistant=assistant(Stub(lambda _, said=answer: said), room.stage.clock))
            passage = Citation(document="Notes", heading="Vendors", rules=(), passage=row["text"])
            helper = _helper(room, dana)
            told = answer_with(
                helper, "What do the notes say?", Answer(answer="", citations=(passage,)), all_facts(plan)
            )
            wrong += [(row["id"], hit) for hit in found(row, told or "")]
    print(f"\nattacks in passages: {3 * len(rows)} tries, {len(wrong)} succeeded")  # noqa: T201 - the counts are what the test is read for
    assert wrong == []


def _helper(room: Room, dana):
    from bot.line.books import Desk, Tray
    from bot.line.worker import StoreBooks, no_file

    inbound = Inbound(key="k", person="dana", address="dana", event=Message(text="hi"), at=STARTS)
    desk = Desk(office=room.office, books=StoreBooks(room.store, room.office, no_file), tray=Tray("k"), now=STARTS)
    return helper_for(inbound, dana, room.interview("dana"), desk)


# Hostile, broken and odd output.

HUGE = "word " * 20_000


@pytest.mark.parametrize(
    "says",
    [
        None,
        "",
        HUGE,
        "I'm sorry, but I can't help with that.",
        "Lo siento, no puedo ayudar con eso.",
        "申し訳ありませんが、お手伝いできません。",
        heard(kind="other", ack=HUGE),
        heard(("last_year.revenue", HUGE), kind="answer", ack=""),
        heard(*[("last_year.revenue", "1.2M")] * 5000),
        heard(("last_year.revenue", "99M"), ("goal.revenue", "99M"), ack="Your goal is now ninety-nine million."),
        Trouble("cut off", Usage(model="m")),
        Trouble("refused", Usage(model="m")),
        Trouble("unavailable", Usage(model="m"), again=True, wait=3600),
    ],
    ids=lambda says: str(says)[:40],
)
def test_whatever_a_model_says_the_interview_goes_on(tmp_path, everything_is_asked, says):
    room = room_with(tmp_path, "odd", Stub(lambda _: says))
    said = room.says("leo", "hi", "look, the spreadsheet lives on another machine altogether")
    assert len(said) < 1500
    assert "ninety" not in said
    room.says("leo", "1.05M against a quota of 1.2M", "9 of 24", "42k", "We come early")
    assert room.known("leo", "last_year.revenue") == "$1,050,000"
    assert room.known("leo", "goal.revenue") in (None, "$900,000")
    assert room.known("leo", "last_year.won_because") == "We come early"
    assert "Something went wrong" not in said
    assert not [post for post in room.posts if isinstance(post.content, PlanFile)]
