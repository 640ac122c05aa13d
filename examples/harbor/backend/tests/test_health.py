from harbor import create_app
from harbor.database import PostgresDatabase
from harbor.store import Store


def test_is_up_while_the_database_answers(client):
    response = client.get("/up")
    assert response.status_code == 200
    assert response.json == {"status": "up", "database": "reachable", "release": "r1"}


def test_is_down_without_a_database(config):
    nowhere = PostgresDatabase("postgresql://127.0.0.1:1/harbor", timeout=0.05)
    app = create_app(config, store=Store(nowhere))
    response = app.test_client().get("/up")
    nowhere.close()
    assert response.status_code == 503
    assert response.json["status"] == "down"


def test_other_paths_say_503_without_a_database(config):
    nowhere = PostgresDatabase("postgresql://127.0.0.1:1/harbor", timeout=0.05)
    app = create_app(config, store=Store(nowhere))
    response = app.test_client().post("/api/journey")
    nowhere.close()
    assert response.status_code == 503
    assert response.json["error"]["code"] == "unavailable"
