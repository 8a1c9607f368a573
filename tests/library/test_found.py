"""How well the method is found, on all questions of the eval: the aims hold, and plain BM25 does no better."""

import pytest

from evals.library import AIMS, PlainBM25, is_answerable, measured, place, rank_at, read_rows

ROWS = read_rows()
ANSWERABLE = [row for row in ROWS if is_answerable(row)]


def test_the_questions_name_passages_that_exist(library):
    places = {f"{file}#{heading}" for file, heading, _ in map(place, passages(library))}
    assert {at for row in ANSWERABLE for at in row.get("at", ())} <= places
    assert len(ANSWERABLE) >= 80
    assert len(ROWS) - len(ANSWERABLE) >= 20
    assert sum(row["kind"] == "paraphrased" for row in ANSWERABLE) >= len(ANSWERABLE) / 3


@pytest.fixture(scope="module")
def answered(library):
    """The library's answer to each question, asked once."""
    return {row["question"]: library.ask(row["question"]) for row in ROWS}


def test_what_is_asked_is_found_at_least_as_well_as_by_plain_bm25(library, answered):
    places = {(passage.document, passage.heading): place(passage) for passage in passages(library)}
    found = [[places[c.document, c.heading] for c in answered[row["question"]].citations] for row in ANSWERABLE]
    own = measured([rank_at(row, ranked) for row, ranked in zip(ANSWERABLE, found, strict=True)])
    bm25 = PlainBM25(passages(library), with_asked=True)
    plain = measured([rank_at(row, bm25(row["question"])) for row in ANSWERABLE])
    for figure, reached in own.items():
        assert reached >= max(AIMS[figure], plain[figure])


@pytest.mark.parametrize(("answerable", "aim"), [(False, AIMS["refused"]), (True, 0.05)])
def test_it_refuses_what_it_does_not_know_and_little_else(answered, answerable, aim):
    rows = [row for row in ROWS if is_answerable(row) == answerable]
    refused = sum(answered[row["question"]].refused for row in rows) / len(rows)
    assert refused <= aim if answerable else refused >= aim


def passages(library):
    return [passage for document in library.documents for passage in document.passages]
