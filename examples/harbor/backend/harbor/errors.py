"""Errors the API answers with, all of one shape."""

import logging

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from harbor.database import DatabaseUnavailable

log = logging.getLogger(__name__)


class ApiError(Exception):
    """A refusal with a status, a stable code and a sentence for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def _answer(status: int, code: str, message: str) -> ResponseReturnValue:
    return jsonify(error={"code": code, "message": message}), status


def _api_error(error: ApiError) -> ResponseReturnValue:
    return _answer(error.status, error.code, error.message)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    # An exception nobody expected arrives here too, as an Internal Server Error,
    # after Flask has logged it and told the error tracker.
    code = error.name.lower().replace(" ", "_")
    return _answer(error.code or 500, code, error.description or "")


def _unavailable(error: DatabaseUnavailable) -> ResponseReturnValue:
    log.error("database unavailable: %s", error)
    return _answer(503, "unavailable", "Harbor is busy. Please try again.")


def init_app(app: Flask) -> None:
    app.register_error_handler(ApiError, _api_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DatabaseUnavailable, _unavailable)
