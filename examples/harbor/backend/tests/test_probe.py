from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from harbor.probe import is_up


@pytest.fixture
def instance():
    class Handler(BaseHTTPRequestHandler):
        status = 200

        def do_GET(self):
            self.send_response(self.status if self.path == "/up" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nothing: the tests read what is printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, Handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_instance_that_answers_is_up(instance):
    port, _ = instance
    assert is_up(port)


def test_an_instance_that_says_503_is_not(instance):
    port, handler = instance
    handler.status = 503
    assert not is_up(port)


def test_nobody_on_the_port_is_not_up():
    assert not is_up(1, timeout=0.2)
