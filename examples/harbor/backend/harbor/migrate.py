"""Brings a PostgreSQL database to the newest version: ``python -m harbor.migrate``.

Migrations are ``NNN_name.sql`` files, applied in order, each in one transaction. What
was applied is recorded with a checksum; a file that changed afterwards stops the run.
"""

import argparse
import hashlib
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg

from harbor.config import ConfigError, database_url
from harbor.database import SqliteDatabase

DIRECTORY = Path(__file__).parent.parent / "migrations"
FILE_NAME = re.compile(r"(\d{3})_([a-z0-9_]+)\.sql")
# Two migrators on one database take turns; any constant nobody else uses will do.
LOCK = 7_224_610_015


class MigrationError(Exception):
    """The migrations cannot be applied; says which and why."""


@dataclass(frozen=True, slots=True)
class Migration:
    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.version:03}_{self.name}"


def read_migrations(directory: Path = DIRECTORY) -> list[Migration]:
    """The migrations of a folder, in order; numbers run 1, 2, 3 without a gap."""
    migrations = []
    for path in sorted(directory.glob("*.sql")):
        match = FILE_NAME.fullmatch(path.name)
        if match is None:
            raise MigrationError(f"{path.name}: a migration is named NNN_name.sql")
        sql = path.read_text("utf-8")
        migrations.append(Migration(int(match[1]), match[2], sql))
    for expected, migration in enumerate(migrations, start=1):
        if migration.version != expected:
            raise MigrationError(f"{migration}: expected number {expected:03}")
    return migrations


def _recorded(connection: psycopg.Connection) -> dict[int, str]:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations ("
        " version integer PRIMARY KEY,"
        " name text NOT NULL,"
        " checksum text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT now())"
    )
    rows = connection.execute("SELECT version, checksum FROM schema_migrations")
    return dict(rows.fetchall())


def _verify(migrations: Sequence[Migration], recorded: dict[int, str]) -> None:
    known = {migration.version: migration for migration in migrations}
    for version, checksum in sorted(recorded.items()):
        if version not in known:
            raise MigrationError(f"{version:03}: applied, but its file is missing")
        if known[version].checksum != checksum:
            raise MigrationError(f"{known[version]}: changed after it was applied")


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    try:
        with connection.transaction():
            connection.execute(migration.sql.encode())
            connection.execute(
                "INSERT INTO schema_migrations (version, name, checksum)"
                " VALUES (%s, %s, %s)",
                (migration.version, migration.name, migration.checksum),
            )
    except psycopg.Error as error:
        raise MigrationError(f"{migration}: {error}") from error


def migrate(url: str, migrations: Sequence[Migration]) -> list[Migration]:
    """Applies what is missing; returns what it applied."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        # The lock belongs to the connection and goes with it, however this ends.
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        connection.execute("SET client_min_messages = warning")
        recorded = _recorded(connection)
        _verify(migrations, recorded)
        pending = [each for each in migrations if each.version not in recorded]
        for migration in pending:
            _apply(connection, migration)
    return pending


def pending_migrations(url: str, migrations: Sequence[Migration]) -> list[Migration]:
    """What :func:`migrate` would apply."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        found = connection.execute("SELECT to_regclass('schema_migrations')").fetchone()
        recorded = {}
        if found and found[0]:
            rows = connection.execute("SELECT version, checksum FROM schema_migrations")
            recorded = dict(rows.fetchall())
    _verify(migrations, recorded)
    return [each for each in migrations if each.version not in recorded]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harbor.migrate", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="only say what is pending")
    options = parser.parse_args(arguments)
    started = perf_counter()
    try:
        url = database_url(os.environ)
        if url.startswith("sqlite:///"):
            SqliteDatabase(url.removeprefix("sqlite:///"))
            print("SQLite: tables are in place")
            return 0
        migrations = read_migrations()
        if options.check:
            pending = pending_migrations(url, migrations)
            print("\n".join(f"pending {each}" for each in pending) or "up to date")
            return 1 if pending else 0
        for applied in migrate(url, migrations):
            print(f"applied {applied}")
    except (MigrationError, ConfigError, psycopg.OperationalError) as error:
        print(f"migrate: {error}", file=sys.stderr)
        return 2
    milliseconds = (perf_counter() - started) * 1000
    print(f"database is at {len(migrations):03} ({milliseconds:.0f} ms)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
