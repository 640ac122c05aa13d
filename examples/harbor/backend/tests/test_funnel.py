from dataclasses import replace

import pytest
from psycopg.errors import InsufficientPrivilege

from harbor import create_app
from harbor.database import ANALYTICS_ROLE
from tests.conftest import ANALYTICS_TOKEN

PATH = "/api/analytics/funnel"


@pytest.fixture
def crowd(app, visitor, another, superuser, clock):
    """On one day two visitors start and one consents; on the next one completes."""
    superuser.execute("TRUNCATE users CASCADE")
    another.start()
    another.start().consent()
    clock.advance(days=1)
    visitor.start().consent().verify().upload()


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_counts_how_far_the_users_of_each_day_came(crowd, client):
    response = client.get(PATH, headers=bearer(ANALYTICS_TOKEN))
    steps = ("day", "started", "consented", "verified", "completed")
    assert response.json["days"] == [
        dict(zip(steps, ("2026-03-02", 1, 1, 1, 1))),
        dict(zip(steps, ("2026-03-01", 2, 1, 0, 0))),
    ]


@pytest.mark.parametrize("headers", [{}, bearer(""), bearer("guess")])
def test_refuses_who_does_not_hold_the_token(client, headers):
    assert client.get(PATH, headers=headers).status_code == 401


def test_is_off_without_a_token(config, store):
    app = create_app(replace(config, analytics_token=""), store=store)
    response = app.test_client().get(PATH, headers=bearer(""))
    assert response.status_code == 401


@pytest.mark.parametrize(
    "query",
    [
        "SELECT email FROM users",
        "SELECT id FROM users",
        "SELECT display_name FROM profiles",
        "SELECT token_hash FROM sessions",
        "DELETE FROM users",
    ],
)
def test_analytics_can_count_people_but_not_tell_who_they_are(database, query):
    with pytest.raises(InsufficientPrivilege):
        with database.transaction(role=ANALYTICS_ROLE) as transaction:
            transaction.rows(query)


def test_the_application_role_cannot_read_the_view(database):
    with pytest.raises(InsufficientPrivilege):
        with database.transaction() as transaction:
            transaction.rows("SELECT * FROM signup_funnel")
