"""Whether this instance can do its work."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from harbor.database import DatabaseUnavailable
from harbor.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/up")
def up() -> ResponseReturnValue:
    release = services().config.release
    try:
        services().store.ping()
    except DatabaseUnavailable:
        return jsonify(status="down", database="unreachable", release=release), 503
    return jsonify(status="up", database="reachable", release=release)
