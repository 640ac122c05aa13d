"""The sign-up funnel, for dashboards that hold the token."""

from hmac import compare_digest

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from harbor.errors import ApiError
from harbor.services import services

blueprint = Blueprint("funnel", __name__, url_prefix="/api/analytics")


@blueprint.get("/funnel")
def funnel() -> ResponseReturnValue:
    wanted = services().config.analytics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not compare_digest(given.encode(), wanted.encode()):
        raise ApiError(401, "unauthorized", "A valid analytics token is needed.")
    return jsonify(days=services().store.funnel())
