from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from harbor.database import PostgresDatabase
from harbor.migrate import (
    Migration,
    MigrationError,
    main,
    migrate,
    pending_migrations,
    read_migrations,
)
from harbor.store import Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)

FIRST = Migration(1, "first", "CREATE TABLE first (id integer);")
SECOND = Migration(2, "second", "CREATE TABLE second (id integer);")
BROKEN = Migration(2, "broken", "CREATE TABLE half (id integer); SELECT nonsense;")


@pytest.fixture(scope="module")
def shared(new_database):
    return new_database()


@pytest.fixture
def url(shared):
    """An empty database."""
    with psycopg.connect(shared, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return shared


def tables(url):
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(query)}


def test_applies_all_in_order_and_records_them(url):
    assert migrate(url, read_migrations()) == read_migrations()
    query = "SELECT version, name, checksum FROM schema_migrations ORDER BY version"
    with psycopg.connect(url) as connection:
        recorded = connection.execute(query).fetchall()
    assert [version for version, _, _ in recorded] == [1, 2, 3]
    assert recorded[0][1:] == ("users_and_profiles", read_migrations()[0].checksum)
    assert {"users", "profiles", "sessions", "verification_codes"} < tables(url)


def test_applies_nothing_the_second_time(url):
    migrate(url, [FIRST])
    assert migrate(url, [FIRST]) == []


def test_applies_only_what_is_new(url):
    migrate(url, [FIRST])
    assert migrate(url, [FIRST, SECOND]) == [SECOND]


def test_refuses_a_migration_that_changed_afterwards(url):
    migrate(url, [FIRST])
    with pytest.raises(MigrationError, match="001_first: changed"):
        migrate(url, [Migration(1, "first", "CREATE TABLE other (id integer);")])


def test_refuses_to_forget_an_applied_migration(url):
    migrate(url, [FIRST, SECOND])
    with pytest.raises(MigrationError, match="002: applied, but"):
        migrate(url, [FIRST])


def test_a_broken_migration_leaves_nothing_of_itself(url):
    with pytest.raises(MigrationError, match="002_broken"):
        migrate(url, [FIRST, BROKEN])
    assert tables(url) == {"first", "schema_migrations"}


def test_migrators_at_the_same_time_take_turns(url):
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda _: migrate(url, [FIRST, SECOND]), range(4)))
    assert sorted(map(len, results)) == [0, 0, 0, 2]


def test_says_what_is_pending_without_applying_it(url):
    assert pending_migrations(url, [FIRST, SECOND]) == [FIRST, SECOND]
    assert tables(url) == set()


@pytest.fixture
def ordinary(migrated, url):
    """The empty database, as a login that is no superuser but may create roles."""
    login = f"migrator_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE {login} LOGIN CREATEROLE PASSWORD '{login}'")
        superuser.execute(
            f"ALTER SCHEMA public OWNER TO {login};"
            f"GRANT harbor_app, harbor_analytics TO {login} WITH ADMIN OPTION"
        )
        yield make_conninfo(url, user=login, password=login)
        superuser.execute(
            f"REASSIGN OWNED BY {login} TO CURRENT_USER; DROP ROLE {login}"
        )


def test_neither_migrating_nor_serving_needs_a_superuser(ordinary):
    migrate(ordinary, read_migrations())
    database = PostgresDatabase(ordinary, pool_size=1)
    store = Store(database)
    journey = store.start("hash", NOW, timedelta(days=7))
    assert store.find("hash", NOW) == journey
    assert store.funnel()[0]["started"] == 1
    database.close()


def test_refuses_gaps_in_the_numbers(tmp_path):
    (tmp_path / "002_second.sql").write_text(SECOND.sql)
    with pytest.raises(MigrationError, match="expected number 001"):
        read_migrations(tmp_path)


def test_refuses_file_names_it_cannot_order(tmp_path):
    (tmp_path / "first.sql").write_text(FIRST.sql)
    with pytest.raises(MigrationError, match="NNN_name.sql"):
        read_migrations(tmp_path)


def test_command_reports_and_can_be_repeated(url, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert "applied 003_guards_and_analytics" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_command_says_what_is_wrong(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/harbor")
    assert main([]) == 2
    assert "migrate: connection" in capsys.readouterr().err
