"""Transactions on PostgreSQL, or on an SQLite file for local development.

Statements are written once, with ``%s`` placeholders. On PostgreSQL every transaction
takes a role that row level security applies to, and says whom it acts for; SQLite
knows neither roles nor policies and must hold nobody's real data.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

APP_ROLE = "harbor_app"
ANALYTICS_ROLE = "harbor_analytics"
SQLITE_SCHEMA = Path(__file__).with_name("sqlite_schema.sql")

Row = dict[str, Any]


class DatabaseUnavailable(Exception):
    """The database cannot be reached, or is locked for too long."""


class Duplicate(Exception):
    """A value that must be unique is taken."""


class Transaction(Protocol):
    """Statements that take effect together or not at all."""

    def rows(self, statement: str, *values: Any) -> list[Row]: ...

    def act_as(self, user_id: str) -> None:
        """From here on, only this user's rows are there."""


class Database(Protocol):
    """Where the product's data lives. Safe to share between threads."""

    def transaction(
        self, *, role: str = APP_ROLE, user_id: str = "", session_hash: str = ""
    ) -> AbstractContextManager[Transaction]: ...

    def close(self) -> None: ...


class _PostgresTransaction:
    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Any) -> list[Row]:
        cursor = self._connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

    def act_as(self, user_id: str) -> None:
        self.rows("SELECT set_config('app.current_user_id', %s, true)", user_id)


class PostgresDatabase:
    """A pool of connections to PostgreSQL, opened at first use."""

    def __init__(self, url: str, pool_size: int = 5, timeout: float = 5.0) -> None:
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            url,
            min_size=1,
            max_size=pool_size,
            timeout=timeout,
            open=False,
            kwargs={"row_factory": dict_row, "connect_timeout": 5},
        )

    @contextmanager
    def transaction(
        self, *, role: str = APP_ROLE, user_id: str = "", session_hash: str = ""
    ) -> Iterator[Transaction]:
        self._pool.open()
        try:
            with self._pool.connection() as connection:
                # Local settings: they end with the transaction, and so cannot
                # leak to the next borrower of the connection.
                connection.execute(
                    "SELECT set_config('role', %s, true),"
                    " set_config('app.current_user_id', %s, true),"
                    " set_config('app.session_hash', %s, true)",
                    (role, user_id, session_hash),
                )
                yield _PostgresTransaction(connection)
        except psycopg.errors.UniqueViolation as error:
            raise Duplicate(str(error)) from error
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise DatabaseUnavailable(str(error)) from error

    def close(self) -> None:
        self._pool.close()


sqlite3.register_adapter(datetime, lambda at: at.isoformat(timespec="microseconds"))
sqlite3.register_converter(
    "timestamptz", lambda raw: datetime.fromisoformat(raw.decode())
)


class _SqliteTransaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Sequence[Any]) -> list[Row]:
        cursor = self._connection.execute(statement.replace("%s", "?"), values)
        return [dict(row) for row in cursor.fetchall()]

    def act_as(self, user_id: str) -> None:
        """SQLite has no policies: the statements' own conditions must do."""


class SqliteDatabase:
    """One SQLite file; each transaction opens it anew, so threads share nothing."""

    def __init__(self, path: str | Path, busy_timeout: float = 5.0) -> None:
        self._path = path
        self._busy_timeout = busy_timeout
        with self._connect() as connection:
            # Readers need not wait for the writer, nor commits for the disk.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SQLITE_SCHEMA.read_text("utf-8"))
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path,
            timeout=self._busy_timeout,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    @contextmanager
    def transaction(
        self, *, role: str = APP_ROLE, user_id: str = "", session_hash: str = ""
    ) -> Iterator[Transaction]:
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield _SqliteTransaction(connection)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            raise Duplicate(str(error)) from error
        except sqlite3.OperationalError as error:
            raise DatabaseUnavailable(str(error)) from error
        finally:
            connection.close()

    def close(self) -> None:
        """Nothing stays open between transactions."""


def open_database(url: str, pool_size: int = 5) -> Database:
    """The database at ``postgresql://...`` or ``sqlite:///path``."""
    if url.startswith("sqlite:///"):
        return SqliteDatabase(url.removeprefix("sqlite:///"))
    return PostgresDatabase(url, pool_size)
