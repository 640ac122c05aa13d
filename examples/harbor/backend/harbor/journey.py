"""The journey itself: what the sign-up pages call."""

import re
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from harbor import credentials, pictures
from harbor.errors import ApiError
from harbor.mail import code_message
from harbor.services import services
from harbor.store import Confirmation, Journey, Profile, Step

CONSENT_VERSION = "2026-01"
COOKIE = "harbor_session"
SESSION_LIFETIME = timedelta(days=7)
CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODES_PER_HOUR = 5
NAME_LENGTH = 80
MAX_REQUEST_BYTES = pictures.MAX_BYTES + 16 * 1024

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")

REFUSALS = {
    Confirmation.WRONG: (422, "This is not the code we sent."),
    Confirmation.EXPIRED: (410, "This code has expired. Please ask for a new one."),
    Confirmation.EXHAUSTED: (429, "Too many attempts. Please ask for a new code."),
    Confirmation.MISSING: (409, "Please ask for a code first."),
    Confirmation.EMAIL_TAKEN: (409, "This address already has an account."),
}

blueprint = Blueprint("journey", __name__, url_prefix="/api/journey")


def _current() -> Journey:
    token = request.cookies.get(COOKIE, "")
    hashed = credentials.hash_token(token)
    journey = services().store.find(hashed, services().now()) if token else None
    if journey is None:
        raise ApiError(401, "no_session", "Please start at the beginning.")
    return journey


def _at(*steps: Step) -> Journey:
    """The current journey, which must stand at one of the steps."""
    journey = _current()
    if journey.step not in steps:
        message = f"This journey is at the step {journey.step}."
        raise ApiError(409, "out_of_order", message)
    return journey


def _field(name: str, kind: type) -> Any:
    body = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, kind):
        raise ApiError(422, "invalid", f"The field {name} is missing or not valid.")
    return value


def _answer(journey: Journey) -> Response:
    return jsonify(
        userId=journey.user_id,
        step=journey.step,
        email=journey.email,
        consentVersion=CONSENT_VERSION,
    )


def _note(journey: Journey, event: str, **properties: str) -> None:
    services().analytics.capture(journey.user_id, event, **properties)


@blueprint.post("")
def start() -> ResponseReturnValue:
    token = credentials.new_token()
    hashed = credentials.hash_token(token)
    journey = services().store.start(hashed, services().now(), SESSION_LIFETIME)
    _note(journey, "journey_started")
    response = _answer(journey)
    response.set_cookie(
        COOKIE,
        token,
        max_age=SESSION_LIFETIME,
        httponly=True,
        secure=not services().config.development,
        samesite="Lax",
    )
    return response, 201


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _answer(_current())


@blueprint.delete("")
def erase() -> ResponseReturnValue:
    services().store.erase(_current().user_id)
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


@blueprint.put("/consent")
def consent() -> ResponseReturnValue:
    journey = _at(Step.CONSENT)
    if not _field("accepted", bool):
        raise ApiError(422, "consent_needed", "We cannot go on without your consent.")
    if _field("version", str) != CONSENT_VERSION:
        message = "The privacy notice has changed. Please read it again."
        raise ApiError(409, "consent_outdated", message)
    store = services().store
    journey = store.consent(journey.user_id, CONSENT_VERSION, services().now())
    _note(journey, "consent_given", version=CONSENT_VERSION)
    return _answer(journey)


@blueprint.post("/verification")
def send_code() -> ResponseReturnValue:
    journey = _at(Step.VERIFICATION)
    email = _field("email", str).strip().lower()
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise ApiError(422, "invalid_email", "This is not an e-mail address.")
    code = credentials.new_code()
    hashed = credentials.hash_code(services().config.secret_key, journey.user_id, code)
    added = services().store.add_code(
        journey.user_id, email, hashed, services().now(), CODE_LIFETIME, CODES_PER_HOUR
    )
    if not added:
        raise ApiError(429, "too_many_codes", "Please wait before asking again.")
    services().mailer.send(code_message(services().config.mail_from, email, code))
    _note(journey, "code_sent")
    return jsonify(step=journey.step), 202


@blueprint.post("/verification/confirm")
def confirm_code() -> ResponseReturnValue:
    journey = _at(Step.VERIFICATION)
    hashed = credentials.hash_code(
        services().config.secret_key, journey.user_id, _field("code", str).strip()
    )
    outcome = services().store.confirm_code(
        journey.user_id, hashed, services().now(), CODE_ATTEMPTS
    )
    if outcome is not Confirmation.CONFIRMED:
        status, message = REFUSALS[outcome]
        raise ApiError(status, f"code_{outcome}", message)
    _note(journey, "email_verified")
    return _answer(_current())


@blueprint.put("/profile")
def upload_profile() -> ResponseReturnValue:
    journey = _at(Step.PROFILE, Step.DONE)
    name = " ".join(request.form.get("displayName", "").split())
    if not 1 <= len(name) <= NAME_LENGTH:
        message = f"Please give a name of at most {NAME_LENGTH} characters."
        raise ApiError(422, "invalid_name", message)
    upload = request.files.get("picture")
    content = upload.read(pictures.MAX_BYTES + 1) if upload else b""
    if len(content) > pictures.MAX_BYTES:
        raise ApiError(413, "picture_too_large", "The picture may have at most 2 MB.")
    kind = pictures.picture_type(content)
    if kind is None:
        message = "Please choose a PNG, JPEG or WebP picture."
        raise ApiError(415, "picture_type", message)
    profile = Profile(name, content, kind)
    updated = services().store.save_profile(journey.user_id, profile, services().now())
    if journey.step is Step.PROFILE:
        _note(updated, "profile_completed")
    return _answer(updated)


@blueprint.get("/profile/picture")
def picture() -> ResponseReturnValue:
    profile = services().store.profile(_current().user_id)
    if profile is None:
        raise ApiError(404, "no_picture", "There is no picture yet.")
    return Response(profile.picture, mimetype=profile.picture_type)
