from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from harbor.credentials import hash_token, new_token
from harbor.store import Confirmation

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PATH = "/api/journey/verification"


@pytest.fixture
def waiting(visitor):
    """A visitor who was sent a code."""
    visitor.start().consent()
    address = f"{uuid4().hex}@example.com"
    response = visitor.client.post(PATH, json={"email": address})
    assert response.status_code == 202
    return visitor


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_mails_a_code_of_six_digits(waiting, outbox):
    assert len(outbox) == 1
    assert len(outbox.code) == 6 and outbox.code.isdigit()
    assert outbox[0]["To"].endswith("@example.com")
    assert outbox.code in outbox[0].get_content()


def test_stores_no_code_in_the_clear(waiting, outbox, events, superuser):
    query = "SELECT code_hash FROM verification_codes WHERE user_id = %s"
    (stored,) = superuser.execute(query, (events[0][0],)).fetchone()
    assert len(stored) == 64
    assert outbox.code not in stored


@pytest.mark.parametrize("email", ["", "robin", "robin@", "a b@example.com", "a@b"])
def test_refuses_what_is_no_address(visitor, outbox, email):
    response = visitor.start().consent().client.post(PATH, json={"email": email})
    assert response.status_code == 422
    assert outbox == []


def test_keeps_addresses_in_lower_case(visitor):
    address = f"{uuid4().hex}@example.com"
    visitor.start().consent().verify(f"  {address.upper()} ")
    assert visitor.client.get("/api/journey").json["email"] == address


def test_refuses_a_wrong_code(waiting, outbox):
    response = waiting.confirm(wrong(outbox.code))
    assert response.status_code == 422
    assert response.json["error"]["code"] == "code_wrong"
    assert waiting.step == "verification"


def test_allows_five_attempts(waiting, outbox):
    for _ in range(5):
        assert waiting.confirm(wrong(outbox.code)).status_code == 422
    response = waiting.confirm(outbox.code)
    assert response.status_code == 429
    assert response.json["error"]["code"] == "code_exhausted"


def test_the_fifth_attempt_may_still_be_right(waiting, outbox):
    for _ in range(4):
        waiting.confirm(wrong(outbox.code))
    assert waiting.confirm(outbox.code).status_code == 200


def test_code_expires_after_ten_minutes(waiting, outbox, clock):
    clock.advance(minutes=10)
    response = waiting.confirm(outbox.code)
    assert response.status_code == 410
    assert response.json["error"]["code"] == "code_expired"


def test_only_the_latest_code_counts(waiting, outbox, clock):
    first = outbox.code
    clock.advance(seconds=30)
    waiting.client.post(PATH, json={"email": "robin@example.com"})
    assert first == outbox.code or waiting.confirm(first).status_code == 422


def test_needs_a_code_to_confirm(visitor):
    response = visitor.start().consent().confirm("123456")
    assert response.status_code == 409
    assert response.json["error"]["code"] == "code_missing"


def test_limits_how_many_codes_are_sent(waiting, outbox, clock):
    for _ in range(4):
        waiting.client.post(PATH, json={"email": "robin@example.com"})
    response = waiting.client.post(PATH, json={"email": "robin@example.com"})
    assert response.status_code == 429
    assert len(outbox) == 5
    clock.advance(hours=1)
    response = waiting.client.post(PATH, json={"email": "robin@example.com"})
    assert response.status_code == 202


def test_codes_asked_for_in_parallel_count_too(store):
    user_id = store.start(hash_token(new_token()), NOW, timedelta(days=7)).user_id

    def ask(number):
        email = f"{number}@example.com"
        return store.add_code(user_id, email, "hash", NOW, timedelta(minutes=10))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(ask, range(8))) == 5


def test_guesses_in_parallel_are_all_counted(store):
    user_id = store.start(hash_token(new_token()), NOW, timedelta(days=7)).user_id
    store.add_code(user_id, "a@example.com", "right", NOW, timedelta(minutes=10))

    def guess(number):
        return store.confirm_code(user_id, f"wrong {number}", NOW, 5)

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(guess, range(8)))
    assert outcomes.count(Confirmation.WRONG) == 5
    assert outcomes.count(Confirmation.EXHAUSTED) == 3


def test_an_address_has_one_account(visitor, another):
    address = f"{uuid4().hex}@example.com"
    visitor.start().consent().verify(address)
    another.start().consent().client.post(PATH, json={"email": address})
    response = another.confirm(another.outbox.code)
    assert response.status_code == 409
    assert response.json["error"]["code"] == "code_email_taken"
    assert another.step == "verification"
