import pytest


@pytest.mark.parametrize("origin", ["https://evil.example.net", "null", "http://"])
def test_refuses_changes_from_foreign_pages(client, origin):
    response = client.post("/api/journey", headers={"Origin": origin})
    assert response.status_code == 403
    assert response.json["error"]["code"] == "foreign_origin"


@pytest.mark.parametrize("origin", ["http://localhost", "https://harbor.example.com"])
def test_takes_changes_from_its_own_pages(client, origin):
    response = client.post("/api/journey", headers={"Origin": origin})
    assert response.status_code == 201


def test_keeps_the_name_a_proxy_gave_the_request(client):
    response = client.get("/up", headers={"X-Request-Id": "abc-123"})
    assert response.headers["X-Request-Id"] == "abc-123"


def test_gives_requests_a_new_name_when_theirs_is_odd(client):
    response = client.get("/up", headers={"X-Request-Id": "a b<script>"})
    assert len(response.headers["X-Request-Id"]) == 36


def test_answers_are_neither_sniffed_nor_stored(client):
    headers = client.get("/up").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["Cache-Control"] == "no-store"


def test_unknown_paths_are_errors_of_the_same_shape(client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert response.json["error"]["code"] == "not_found"


def test_what_nobody_expected_tells_nothing_about_itself(app, client):
    def broken():
        raise RuntimeError("the password is tr0ub4dor")

    app.add_url_rule("/broken", view_func=broken)
    app.testing = False
    response = client.get("/broken")
    assert response.status_code == 500
    assert response.json["error"]["code"] == "internal_server_error"
    assert "tr0ub4dor" not in response.text
