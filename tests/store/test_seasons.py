"""Seasons: a new one starts clean, the old one stays as it was, and what is older than seasons is given its own."""

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url, text

from bot.review.model import Review, State
from bot.store.database import MIGRATIONS, connect
from bot.store.model import ReviewChange, StateChange, Stored, Turn
from bot.store.store import Store
from tests.store.samples import LEASE, NOW, SEASON, event, plan, review, submit

NEXT = "2028-01-01"


def commit(store, season, key, **changes):
    store.receive(event(key))
    return store.commit(Turn(store.claim_inbound("w", NOW, LEASE), NOW, season, **changes))


def test_a_new_season_starts_clean_and_the_old_one_stays_as_it_was(store):
    assert submit(store, review(versions=2).model_copy(update={"state": State.APPROVED}))
    before = store.review("ann", SEASON)
    assert store.review("ann", NEXT) == Stored(None, 0)
    assert store.reviews(NEXT) == {}
    assert commit(store, NEXT, "e2", reviews=(ReviewChange(review(), 0),), states=(StateChange("ann", "new", 0),))
    assert store.review("ann", NEXT) == Stored(review(), 1)
    assert store.load("ann", NEXT) == Stored("new", 1)
    assert store.load("ann", SEASON) == Stored(None, 0)
    assert store.review("ann", SEASON) == before
    assert store.seasons() == (SEASON, NEXT)


def test_the_review_before_is_that_of_the_last_season_there_was_one_of(store):
    assert store.review_before("ann", NEXT) is None
    assert submit(store, review())
    assert store.review_before("ann", "2030-01-01") == review()
    assert store.review_before("ann", SEASON) is None
    assert store.review_before("bob", NEXT) is None


def test_what_a_nudge_rests_on_is_of_its_season_alone(store):
    assert submit(store, review())
    assert store.versions(NEXT) == {}
    assert store.records(NEXT, ["ann"])[0].review == Review(person="ann")
    assert store.records(NEXT, ["ann"])[0].latest == 0
    assert store.records(SEASON, ["ann"])[0].latest == 1


def before_seasons(url, rows):
    """A database as it was before there were seasons, with rows in it."""
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for statement, values in rows:
            connection.execute(text(statement), values)
    engine.dispose()


def kept(person, value="{}"):
    return {"person": person, "value": value, "at": NOW.replace(tzinfo=None)}


STATE = "INSERT INTO conversations (person, version, value, updated_at) VALUES (:person, 3, :value, :at)"
REVIEW = "INSERT INTO reviews (person, version, value, updated_at) VALUES (:person, 2, :value, :at)"
VERSION = "INSERT INTO plan_versions (person, number, plan, submitted_at) VALUES (:person, 1, :value, :at)"
LINE = (
    'INSERT INTO history (person, position, at, "by", action, version, note) '
    "VALUES (:person, 0, :at, 'eve', 'delegate', 0, :value)"
)
NUDGE = (
    "INSERT INTO nudges (season, person, milestone, step, post, at, asked) "
    "VALUES (:value, :person, 'draft', 's', 'p', :at, :asked)"
)


def test_what_was_there_before_is_given_the_year_of_its_plan_or_of_its_nudges(empty_url):
    ann = plan("ann").model_dump_json()
    empty = Review(person="bob").model_dump_json(exclude={"versions", "history"})
    before_seasons(
        empty_url,
        [
            (STATE, kept("ann", "talk of ann")),
            (STATE, kept("bob", "talk of bob")),
            (STATE, kept("cid", "talk of cid")),
            (REVIEW, kept("ann", empty.replace("bob", "ann"))),
            (VERSION, kept("ann", ann)),
            (REVIEW, kept("bob", empty)),
            (LINE, kept("bob", "kept")),
            (NUDGE, kept("bob", "2026-07-01") | {"asked": False}),
        ],
    )
    store = Store.open(empty_url)
    assert store.load("ann", SEASON) == Stored("talk of ann", 3)
    assert store.review("ann", SEASON).value.latest.plan == plan("ann")
    # Of Cid nothing tells the year, and the plans of others do.
    assert store.load("cid", SEASON) == Stored("talk of cid", 3)
    assert store.load("bob", "2026-07-01") == Stored("talk of bob", 3)
    assert [entry.note for entry in store.review("bob", "2026-07-01").value.history] == ["kept"]
    store.close()


def test_where_nothing_tells_the_year_the_first_team_does_and_that_is_on_record(empty_url):
    empty = Review(person="bob").model_dump_json(exclude={"versions", "history"})
    rows = [(STATE, kept("bob", "talk")), (REVIEW, kept("bob", empty)), (LINE, kept("bob", "kept"))]
    before_seasons(empty_url, rows)
    store = Store.open(empty_url)
    assert store.load("bob", SEASON) == Stored(None, 0)
    for season in (SEASON, NEXT):
        store.adopt(season, NOW)
    assert store.load("bob", SEASON) == Stored("talk", 3)
    assert [entry.note for entry in store.review("bob", SEASON).value.history] == ["kept"]
    store.close()
    engine = create_engine(make_url(connect(empty_url).url))
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text("SELECT about, under_way FROM upkeep"))] in (
            [(SEASON, False)],
            [(SEASON, 0)],
        )
    engine.dispose()
