"""The provider's embeddings: against an independent OpenAI-compatible server, and against one that fails."""

import json

import pytest
from pydantic import SecretStr

from bot.coach.llm.privacy import mentions_pay
from bot.library import library as opening
from bot.library.library import Library
from bot.library.provider import KEPT_BACK, REST, ProviderEmbedder
from bot.settings import Settings
from bot.wiring import open_embedder

MODEL = "text-embedding-3-small"


class Strict:
    """An endpoint as strict as the real one: it knows the fields, refuses empty input, and answers in any order."""

    def __init__(self):
        self.sent, self.options, self.fails = [], [], False

    @property
    def embeddings(self):
        return self

    def with_options(self, *, timeout, max_retries):
        self.options.append((timeout, max_retries))
        return self

    def create(self, *, model, input, encoding_format):  # noqa: A002 -- the client's own word
        if self.fails:
            raise ConnectionError("the endpoint is away")
        assert model == MODEL
        assert encoding_format == "float"
        assert 0 < len(input) <= 2048
        assert all(isinstance(text, str) and text.strip() for text in input)
        self.sent.append(input)
        entries = [Entry(at, [1.0, float("rye" in text.lower())]) for at, text in enumerate(input)]
        return type("Found", (), {"data": entries[::-1]})


class Entry:
    def __init__(self, index, embedding):
        self.index, self.embedding = index, embedding


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def embedder(client, clock=None):
    return ProviderEmbedder(MODEL, lambda: client, mentions_pay, clock or Clock())


def test_passages_and_questions_get_the_providers_vectors(folder, tmp_path):
    strict = Strict()
    library = Library.open(folder, tmp_path / "index", embedder(strict))
    assert library.ask("How is Rye baked?").citations[0].heading == "Rye"
    passages, question = strict.sent
    assert [text.split("\n")[0] for text in passages] == ["Bread: Sourdough", "Bread: Rye", "opening.txt: opening.txt"]
    assert question == ["how is rye baked"]
    assert strict.options == [(4, 0)]
    library.ask("And how is it covered?")
    assert len(strict.sent) == 3


def test_no_talk_of_pay_and_no_figure_of_a_question_is_sent(folder, tmp_path):
    (folder / "ours.md").write_text("# Plan of Kim\n\nKim has a base salary of 72,000 and a target of 48,000.")
    strict = Strict()
    library = Library.open(folder, tmp_path / "index", embedder(strict))
    library.ask("Is a salary of 72,000 right for a baker?")
    library.ask("Is rye baked for 72000 or 1.5m loaves in 2026?")
    sent = json.dumps(strict.sent)
    assert "Kim" not in sent
    assert KEPT_BACK in sent
    assert strict.sent[1:] == [["is rye baked for or loaves in"]]
    assert not any(character.isdigit() for character in sent)


def test_an_endpoint_that_fails_costs_no_answer_and_is_left_alone_for_a_while(folder, tmp_path):
    strict, clock = Strict(), Clock()
    library = Library.open(folder, tmp_path / "index", embedder(strict, clock))
    library.ask("rye")
    strict.fails = True
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    strict.fails = False
    asked = len(strict.sent)
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    assert len(strict.sent) == asked
    clock.now = REST + 1
    library.ask("How is rye baked?")
    assert len(strict.sent) == asked + 1


def test_an_index_that_could_not_be_had_is_tried_for_again(folder, tmp_path, monkeypatch):
    strict = Strict()
    strict.fails = True
    library = Library.open(folder, tmp_path / "index", embedder(strict))
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    strict.fails = False
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    assert strict.sent == []
    monkeypatch.setattr(opening, "RETRY", 0)
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    assert len(strict.sent) == 2


def test_too_few_vectors_count_as_a_failure(folder, tmp_path):
    class Short(Strict):
        def create(self, **asked):
            found = super().create(**asked)
            return type("Found", (), {"data": found.data[1:]})

    library = Library.open(folder, tmp_path / "index", embedder(Short()))
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"


def test_an_independent_server_understands_what_is_sent(llmock, folder, tmp_path):
    provider = ProviderEmbedder.at(MODEL, "test", llmock.base_url(), mentions_pay)
    library = Library.open(folder, tmp_path / "index", provider)
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"
    assert library._current().shelf.index is not None
    body = llmock.last_request.body
    assert body["model"] == MODEL
    assert body["input"] == ["how is rye baked"]
    assert body["encoding_format"] == "float"


def test_a_server_that_is_away_leaves_the_words(folder, tmp_path):
    provider = ProviderEmbedder.at(MODEL, "test", "http://127.0.0.1:9/v1", mentions_pay)
    library = Library.open(folder, tmp_path / "index", provider)
    assert library.ask("How is rye baked?").citations[0].heading == "Rye"


@pytest.mark.parametrize(
    "settings",
    [
        {"model_embeddings": MODEL},
        {"model_key": SecretStr("k")},
        {"model_embeddings": MODEL, "model_key": SecretStr("k"), "model": False},
        {"model_embeddings": MODEL, "model_key": SecretStr("k"), "pseudonyms": True},
    ],
)
def test_it_is_off_unless_a_setting_names_a_model_and_there_is_one_to_ask(settings, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert open_embedder(Settings(_env_file=None, **settings)) is None


def test_it_is_on_where_a_setting_names_a_model():
    settings = Settings(_env_file=None, model_embeddings=MODEL, model_key=SecretStr("k"))
    found = open_embedder(settings)
    assert found is not None
    assert found.id == f"provider-{MODEL}-2"
