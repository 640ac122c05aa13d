"""Every test that needs PostgreSQL gets a real one: a scratch database, migrated."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg.conninfo import make_conninfo

from harbor import create_app
from harbor.config import Config, database_url
from harbor.database import PostgresDatabase
from harbor.migrate import migrate, read_migrations
from harbor.store import Store

ANALYTICS_TOKEN = "a-token-for-dashboards"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


class Clock:
    """Stands still until it is advanced."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        self.time += timedelta(**by)


class Outbox(list[EmailMessage]):
    """Keeps mail instead of sending it."""

    def send(self, message: EmailMessage) -> None:
        self.append(message)

    @property
    def code(self) -> str:
        return self[-1]["Subject"].split()[0]


class Events(list[tuple[str, str]]):
    """Keeps analytics events instead of sending them."""

    def capture(self, user_id: str, event: str, **properties: str) -> None:
        self.append((user_id, event))

    def close(self) -> None:
        pass


class Visitor:
    """A browser on its way through the journey."""

    def __init__(self, client: FlaskClient, outbox: Outbox) -> None:
        self.client = client
        self.outbox = outbox

    def start(self) -> "Visitor":
        assert self.client.post("/api/journey").status_code == 201
        return self

    def consent(self) -> "Visitor":
        body = {"accepted": True, "version": "2026-01"}
        assert self.client.put("/api/journey/consent", json=body).status_code == 200
        return self

    def verify(self, email: str | None = None) -> "Visitor":
        address = email or f"{uuid4().hex}@example.com"
        self.client.post("/api/journey/verification", json={"email": address})
        assert self.confirm(self.outbox.code).status_code == 200
        return self

    def confirm(self, code: str):
        return self.client.post(
            "/api/journey/verification/confirm", json={"code": code}
        )

    def upload(self, content: bytes = PNG, name: str = "Robin"):
        form = {"displayName": name, "picture": (BytesIO(content), "picture.png")}
        response = self.client.put("/api/journey/profile", data=form)
        # A large form waits in a temporary file that the test client leaves open.
        response.request.environ["wsgi.input"].close()
        return response

    @property
    def step(self) -> str:
        return self.client.get("/api/journey").json["step"]


@pytest.fixture(scope="session")
def server() -> str:
    """The PostgreSQL server of DATABASE_URL (or DB_HOST and its companions)."""
    return database_url(os.environ)


@pytest.fixture(scope="session")
def new_database(server: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases, and drops them at the end."""
    names: list[str] = []
    with psycopg.connect(server, autocommit=True) as connection:

        def create() -> str:
            names.append(f"harbor_test_{uuid4().hex}")
            connection.execute(f"CREATE DATABASE {names[-1]}")
            return make_conninfo(server, dbname=names[-1])

        yield create
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated(new_database: Callable[[], str]) -> str:
    """The address of a database with every migration applied."""
    url = new_database()
    migrate(url, read_migrations())
    return url


@pytest.fixture(scope="session")
def database(migrated: str) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(migrated)
    yield database
    database.close()


@pytest.fixture
def superuser(migrated: str) -> Iterator[psycopg.Connection]:
    """Sees every row, as an operator would."""
    with psycopg.connect(migrated, autocommit=True) as connection:
        yield connection


@pytest.fixture
def store(database: PostgresDatabase) -> Store:
    return Store(database)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def config() -> Config:
    return Config(
        database_url="postgresql://unused.example.com/harbor",
        secret_key="a secret key for tests",
        environment="development",
        release="r1",
        allowed_origins=frozenset({"https://harbor.example.com"}),
        analytics_token=ANALYTICS_TOKEN,
    )


@pytest.fixture
def app(
    config: Config, store: Store, outbox: Outbox, events: Events, clock: Clock
) -> Flask:
    app = create_app(config, store=store, mailer=outbox, analytics=events, now=clock)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def visitor(client: FlaskClient, outbox: Outbox) -> Visitor:
    return Visitor(client, outbox)


@pytest.fixture
def another(app: Flask, outbox: Outbox) -> Visitor:
    """A second visitor, with cookies of their own."""
    return Visitor(app.test_client(), outbox)
