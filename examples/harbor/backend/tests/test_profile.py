import pytest

from harbor import pictures
from harbor.journey import MAX_REQUEST_BYTES
from tests.conftest import PNG

JPEG = b"\xff\xd8\xff\xe0" + bytes(16)
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "


@pytest.fixture
def verified(visitor):
    return visitor.start().consent().verify()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")],
    ids=["png", "jpeg", "webp"],
)
def test_gives_the_picture_back_as_it_came(verified, content, kind):
    assert verified.upload(content).status_code == 200
    response = verified.client.get("/api/journey/profile/picture")
    assert response.data == content
    assert response.mimetype == kind


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg/>", b"RIFF\0\0\0\0WAVE"],
    ids=["empty", "gif", "svg", "wave"],
)
def test_judges_pictures_by_content(verified, content):
    response = verified.upload(content)
    assert response.status_code == 415
    assert response.json["error"]["code"] == "picture_type"
    assert verified.step == "profile"


def test_refuses_a_picture_over_two_megabytes(verified):
    response = verified.upload(PNG.ljust(pictures.MAX_BYTES + 1, b"\0"))
    assert response.status_code == 413
    assert response.json["error"]["code"] == "picture_too_large"


def test_refuses_a_request_far_over_the_limit_unread(verified):
    response = verified.client.put(
        "/api/journey/profile",
        data=bytes(MAX_REQUEST_BYTES + 1),
        content_type="multipart/form-data; boundary=harbor",
    )
    assert response.status_code == 413
    assert response.json["error"]["code"] == "request_entity_too_large"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81], ids=["empty", "blank", "long"])
def test_refuses_names_that_are_empty_or_too_long(verified, name):
    response = verified.upload(name=name)
    assert response.status_code == 422
    assert response.json["error"]["code"] == "invalid_name"


def test_tidies_white_space_in_names(verified, store, events):
    verified.upload(name="  Robin \n of  Harbor ")
    assert store.profile(events[0][0]).display_name == "Robin of Harbor"


def test_can_be_replaced_without_completing_twice(verified, events, clock):
    verified.upload(PNG)
    clock.advance(days=1)
    assert verified.upload(JPEG).status_code == 200
    picture = verified.client.get("/api/journey/profile/picture")
    assert picture.mimetype == "image/jpeg"
    assert [event for _, event in events].count("profile_completed") == 1


def test_has_no_picture_before_the_upload(verified):
    assert verified.client.get("/api/journey/profile/picture").status_code == 404
