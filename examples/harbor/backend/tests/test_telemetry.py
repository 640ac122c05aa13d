"""The real clients of PostHog and Sentry, against a server that writes down."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import sentry_sdk

from harbor import create_app
from harbor.telemetry import NoAnalytics, PosthogAnalytics, open_analytics


class Collector(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CollectorHandler)
        self.bodies: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class CollectorHandler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.server.bodies.append((self.path, body.decode()))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_sends_nothing_unless_a_key_is_set(config):
    assert isinstance(open_analytics(config), NoAnalytics)


def test_sends_events_to_posthog(config, collector):
    host = f"http://{collector.address}"
    analytics = open_analytics(replace(config, posthog_key="k", posthog_host=host))
    assert isinstance(analytics, PosthogAnalytics)
    analytics.capture("user-1", "journey_started", page="welcome")
    analytics.close()
    path, body = collector.bodies[0]
    assert path.startswith("/batch")
    assert '"journey_started"' in body and '"release": "r1"' in body


def test_sends_unexpected_errors_to_sentry(config, store, collector):
    dsn = f"http://key@{collector.address}/1"
    app = create_app(replace(config, sentry_dsn=dsn), store=store)

    def broken():
        raise RuntimeError("the boiler is leaking")

    app.add_url_rule("/broken", view_func=broken)
    assert app.test_client().get("/broken").status_code == 500
    sentry_sdk.flush(timeout=5)
    sentry_sdk.init()
    assert any("the boiler is leaking" in body for _, body in collector.bodies)
