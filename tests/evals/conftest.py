"""One short conversation, held once for all tests here; each test bends a copy of what came of it."""

import pytest

from bot.data import knowledge_folder
from bot.wiring import build_office
from evals.holding import Held, hold
from evals.leaking import with_telling_pay
from evals.persona import FOLDER, Persona, read_persona
from evals.scripted import ScriptedRep


@pytest.fixture(scope="session")
def office():
    return with_telling_pay(build_office(knowledge_folder() / "sample-team" / "team.yaml"))


@pytest.fixture(scope="session")
def persona() -> Persona:
    return read_persona(FOLDER / "steady-hunter.yaml")


@pytest.fixture(scope="session")
def held(office, persona) -> Held:
    return hold(office, persona.speaks_as, ScriptedRep(persona))
