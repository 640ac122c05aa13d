"""How SQLite behaves when threads write at once.

SQLite lets one connection write at a time; the others poll for the lock until their
busy timeout, in no order. With a short timeout an unlucky thread on a loaded machine
may give up, so these tests are quarantined in slipway.yaml. Production runs on
PostgreSQL, where writers of different rows do not wait for each other.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from harbor.credentials import hash_token, new_token
from harbor.database import DatabaseUnavailable, SqliteDatabase
from harbor.store import Confirmation, Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)
THREADS = 4


@pytest.fixture
def database(tmp_path):
    return SqliteDatabase(tmp_path / "harbor.db", busy_timeout=1.0)


@pytest.fixture
def store(database):
    return Store(database)


def start(store):
    return store.start(hash_token(new_token()), NOW, timedelta(days=7)).user_id


def test_threads_start_journeys_side_by_side(store):
    with ThreadPoolExecutor(THREADS) as threads:
        users = list(threads.map(lambda _: start(store), range(4 * THREADS)))
    assert store.funnel()[0]["started"] == len(set(users)) == 4 * THREADS


def test_guesses_in_parallel_are_all_counted(store):
    user_id = start(store)
    store.consent(user_id, "2026-01", NOW)
    store.add_code(user_id, "robin@example.com", "right", NOW, timedelta(minutes=10))

    def guess(number):
        return store.confirm_code(user_id, f"wrong {number}", NOW, 5)

    with ThreadPoolExecutor(THREADS) as threads:
        outcomes = list(threads.map(guess, range(8)))
    assert outcomes.count(Confirmation.WRONG) == 5
    assert outcomes.count(Confirmation.EXHAUSTED) == 3


def test_a_reader_gets_through_between_writers(store):
    token_hash = hash_token(new_token())
    user_id = store.start(token_hash, NOW, timedelta(days=7)).user_id
    with ThreadPoolExecutor(THREADS) as threads:
        writers = [threads.submit(start, store) for _ in range(3 * THREADS)]
        found = [store.find(token_hash, NOW) for _ in range(THREADS)]
        for writer in writers:
            writer.result()
    assert {journey.user_id for journey in found} == {user_id}


def test_a_writer_gives_up_when_the_lock_is_held_too_long(tmp_path):
    impatient = SqliteDatabase(tmp_path / "harbor.db", busy_timeout=0.02)
    with impatient.transaction(), ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(start, Store(impatient))
        with pytest.raises(DatabaseUnavailable, match="locked"):
            waiting.result(timeout=5)
