"""The database itself keeps users apart, whatever the statements above it ask for."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from psycopg.errors import InsufficientPrivilege

from harbor.credentials import hash_token, new_token
from harbor.database import PostgresDatabase
from harbor.store import Profile
from tests.conftest import PNG

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TABLES = ["users", "profiles", "sessions", "verification_codes"]


class User:
    """Somebody with a row in every table."""

    def __init__(self, store):
        self.session_hash = hash_token(new_token())
        self.id = store.start(self.session_hash, NOW, timedelta(days=7)).user_id
        store.consent(self.id, "2026-01", NOW)
        address = f"{self.id}@example.com"
        store.add_code(self.id, address, "hash", NOW, timedelta(minutes=10))
        store.confirm_code(self.id, "hash", NOW, 5)
        store.save_profile(self.id, Profile("Robin", PNG, "image/png"), NOW)


@pytest.fixture
def one(store):
    return User(store)


@pytest.fixture
def other(store):
    return User(store)


def owner_column(table):
    return "id" if table == "users" else "user_id"


@pytest.mark.parametrize("table", TABLES)
def test_users_see_only_their_own_rows(database, one, other, table):
    with database.transaction(user_id=one.id) as transaction:
        rows = transaction.rows(f"SELECT * FROM {table}")
    assert [str(row[owner_column(table)]) for row in rows] == [one.id]


@pytest.mark.parametrize("table", TABLES)
def test_nobody_sees_nothing(database, one, table):
    with database.transaction() as transaction:
        assert transaction.rows(f"SELECT * FROM {table}") == []


@pytest.mark.parametrize("table", TABLES)
def test_users_cannot_delete_rows_of_others(database, superuser, one, other, table):
    with database.transaction(user_id=one.id) as transaction:
        transaction.rows(
            f"DELETE FROM {table} WHERE {owner_column(table)} = %s", other.id
        )
    query = f"SELECT count(*) FROM {table} WHERE {owner_column(table)} = %s"
    assert superuser.execute(query, (other.id,)).fetchone() == (1,)


def test_users_cannot_change_rows_of_others(database, one, other):
    with database.transaction(user_id=one.id) as transaction:
        changed = transaction.rows(
            "UPDATE profiles SET display_name = 'Mallory' RETURNING user_id"
        )
    assert [str(row["user_id"]) for row in changed] == [one.id]


def test_users_cannot_write_rows_in_the_name_of_others(database, one, other):
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        with database.transaction(user_id=one.id) as transaction:
            transaction.rows(
                "INSERT INTO sessions (token_hash, user_id, expires_at)"
                " VALUES (%s, %s, %s)",
                hash_token(new_token()),
                other.id,
                NOW,
            )


def test_users_cannot_give_their_rows_away(database, one, other):
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        with database.transaction(user_id=one.id) as transaction:
            transaction.rows("UPDATE sessions SET user_id = %s", other.id)


def test_a_presented_session_opens_itself_and_no_other(database, one, other):
    with database.transaction(session_hash=one.session_hash) as transaction:
        rows = transaction.rows("SELECT user_id FROM sessions")
        assert transaction.rows("SELECT id FROM users") == []
    assert [str(row["user_id"]) for row in rows] == [one.id]


def test_who_a_transaction_acts_for_ends_with_it(migrated, one):
    database = PostgresDatabase(migrated, pool_size=1)
    with database.transaction(user_id=one.id) as transaction:
        assert len(transaction.rows("SELECT id FROM users")) == 1
    with database.transaction() as transaction:
        assert transaction.rows("SELECT id FROM users") == []
    database.close()


def test_the_application_role_can_neither_log_in_nor_bypass_policies(superuser):
    query = (
        "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles"
        " WHERE rolname IN ('harbor_app', 'harbor_analytics')"
    )
    assert superuser.execute(query).fetchall() == [(False, False, False)] * 2


def test_policies_hold_for_the_owner_of_the_tables_too(superuser, one):
    owner = f"owner_{uuid4().hex}"
    with superuser.transaction(force_rollback=True):
        superuser.execute(f"CREATE ROLE {owner}")
        superuser.execute(f"GRANT ALL ON SCHEMA public TO {owner}")
        superuser.execute(f"ALTER TABLE users OWNER TO {owner}")
        superuser.execute(f"SET LOCAL ROLE {owner}")
        assert superuser.execute("SELECT id FROM users").fetchall() == []
