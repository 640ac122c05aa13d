"""Checks before every request, headers on every response."""

from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, Response, g, request

from harbor.errors import ApiError
from harbor.services import services

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _refuse_foreign_origin() -> None:
    """Other sites' pages must not act with our users' cookies."""
    origin = request.headers.get("Origin")
    if origin is None or request.method in SAFE_METHODS:
        return
    if urlsplit(origin).netloc == request.host:
        return
    if origin not in services().config.allowed_origins:
        raise ApiError(403, "foreign_origin", "This page may not call Harbor.")


def _name_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    plain = given.isascii() and given.replace("-", "").isalnum() and len(given) <= 64
    g.request_id = given if plain else str(uuid4())


def _add_headers(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    app.before_request(_name_request)
    app.before_request(_refuse_foreign_origin)
    app.after_request(_add_headers)
