"""Local development on SQLite: the same journey, without roles and policies."""

import pytest

from harbor import create_app
from harbor.database import SqliteDatabase, open_database
from harbor.migrate import main
from harbor.store import Store
from tests.conftest import ANALYTICS_TOKEN, Visitor


@pytest.fixture
def path(tmp_path):
    return tmp_path / "harbor.db"


@pytest.fixture
def app(config, path, outbox, events, clock):
    store = Store(open_database(f"sqlite:///{path}"))
    return create_app(config, store=store, mailer=outbox, analytics=events, now=clock)


def test_walks_from_welcome_to_done(app, outbox):
    visitor = Visitor(app.test_client(), outbox)
    visitor.start().consent().verify().upload()
    assert visitor.step == "done"
    picture = visitor.client.get("/api/journey/profile/picture")
    assert picture.mimetype == "image/png"


def test_an_address_has_one_account(app, outbox):
    Visitor(app.test_client(), outbox).start().consent().verify("robin@example.com")
    another = Visitor(app.test_client(), outbox).start().consent()
    body = {"email": "robin@example.com"}
    another.client.post("/api/journey/verification", json=body)
    assert another.confirm(outbox.code).status_code == 409


def test_counts_the_funnel(app, outbox):
    Visitor(app.test_client(), outbox).start().consent()
    headers = {"Authorization": f"Bearer {ANALYTICS_TOKEN}"}
    response = app.test_client().get("/api/analytics/funnel", headers=headers)
    assert response.json["days"][0]["consented"] == 1


def test_migrate_command_makes_the_tables(path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    assert main([]) == 0
    with SqliteDatabase(path).transaction() as transaction:
        assert transaction.rows("SELECT * FROM users") == []
