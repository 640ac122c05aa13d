def test_walks_from_welcome_to_done(visitor, events):
    visitor.start()
    assert visitor.step == "consent"
    visitor.consent()
    assert visitor.step == "verification"
    visitor.verify()
    assert visitor.step == "profile"
    visitor.upload()
    assert visitor.step == "done"
    assert [event for _, event in events] == [
        "journey_started",
        "consent_given",
        "code_sent",
        "email_verified",
        "profile_completed",
    ]
    assert len({user for user, _ in events}) == 1


def test_session_cookie_is_out_of_reach_for_scripts(client):
    cookie = client.post("/api/journey").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_stores_no_session_token_in_the_clear(client, superuser):
    cookie = client.post("/api/journey").headers["Set-Cookie"]
    token = cookie.split("=", 1)[1].split(";")[0]
    query = "SELECT count(*) FROM sessions WHERE token_hash = %s"
    assert superuser.execute(query, (token,)).fetchone() == (0,)


def test_knows_nobody_without_a_session(client):
    response = client.get("/api/journey")
    assert response.status_code == 401
    assert response.json["error"]["code"] == "no_session"


def test_knows_nobody_by_an_invented_token(client):
    client.set_cookie("harbor_session", "invented")
    assert client.get("/api/journey").status_code == 401


def test_session_ends_after_a_week(visitor, clock):
    visitor.start()
    clock.advance(days=7)
    assert visitor.client.get("/api/journey").status_code == 401


def test_visitors_have_journeys_of_their_own(visitor, another):
    visitor.start().consent()
    another.start()
    assert visitor.step == "verification"
    assert another.step == "consent"


def test_needs_consent_to_go_on(visitor):
    body = {"accepted": False, "version": "2026-01"}
    response = visitor.start().client.put("/api/journey/consent", json=body)
    assert response.status_code == 422
    assert response.json["error"]["code"] == "consent_needed"
    assert visitor.step == "consent"


def test_takes_consent_only_to_the_current_notice(visitor):
    body = {"accepted": True, "version": "2019-01"}
    response = visitor.start().client.put("/api/journey/consent", json=body)
    assert response.status_code == 409
    assert response.json["error"]["code"] == "consent_outdated"


def test_refuses_consent_of_the_wrong_type(visitor):
    body = {"accepted": "yes", "version": "2026-01"}
    response = visitor.start().client.put("/api/journey/consent", json=body)
    assert response.status_code == 422
    assert response.json["error"]["code"] == "invalid"


def test_refuses_a_body_that_is_no_object(visitor):
    response = visitor.start().client.put("/api/journey/consent", json=["accepted"])
    assert response.status_code == 422


def test_steps_cannot_be_skipped(visitor):
    response = visitor.start().upload()
    assert response.status_code == 409
    assert response.json["error"]["code"] == "out_of_order"


def test_erases_everything_on_request(visitor, events, superuser):
    visitor.start().consent().verify().upload()
    assert visitor.client.delete("/api/journey").status_code == 204
    assert visitor.client.get("/api/journey").status_code == 401
    user_id = events[0][0]
    for table in ("sessions", "verification_codes", "profiles"):
        query = f"SELECT count(*) FROM {table} WHERE user_id = %s"
        assert superuser.execute(query, (user_id,)).fetchone() == (0,)
