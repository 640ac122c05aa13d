from harbor import create_app


def test_makes_itself_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/harbor.db")
    monkeypatch.setenv("SECRET_KEY", "a secret key for tests")
    monkeypatch.setenv("RELEASE", "2026.3")
    client = create_app().test_client()
    assert client.get("/up").json["release"] == "2026.3"
    assert "Secure" in client.post("/api/journey").headers["Set-Cookie"]
