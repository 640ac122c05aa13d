"""updated_at follows every change by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from harbor.credentials import hash_token, new_token
from harbor.store import Profile
from tests.conftest import PNG

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def user_id(store):
    return store.start(hash_token(new_token()), NOW, timedelta(days=7)).user_id


def updated_at(superuser, table, column, user_id):
    query = f"SELECT updated_at FROM {table} WHERE {column} = %s"
    return superuser.execute(query, (user_id,)).fetchone()[0]


def test_users_remember_when_they_changed(store, superuser, user_id):
    before = updated_at(superuser, "users", "id", user_id)
    store.consent(user_id, "2026-01", NOW)
    assert updated_at(superuser, "users", "id", user_id) > before


def test_profiles_remember_when_they_changed(store, superuser, user_id):
    store.consent(user_id, "2026-01", NOW)
    store.add_code(user_id, f"{user_id}@example.com", "h", NOW, timedelta(minutes=10))
    store.confirm_code(user_id, "h", NOW, 5)
    store.save_profile(user_id, Profile("Robin", PNG, "image/png"), NOW)
    before = updated_at(superuser, "profiles", "user_id", user_id)
    store.save_profile(user_id, Profile("Kim", PNG, "image/png"), NOW)
    assert updated_at(superuser, "profiles", "user_id", user_id) > before


def test_updated_at_cannot_be_forged(superuser, user_id):
    superuser.execute(
        "UPDATE users SET updated_at = '2000-01-01' WHERE id = %s", (user_id,)
    )
    assert updated_at(superuser, "users", "id", user_id).year > 2000
