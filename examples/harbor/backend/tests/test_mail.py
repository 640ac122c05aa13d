"""Mail leaves by SMTP, or for development through the log."""

from collections.abc import Iterator
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from harbor.mail import LogMailer, SmtpMailer, code_message, open_mailer

MESSAGE = code_message("harbor@example.com", "robin@example.com", "123456")


class PostOffice(ThreadingTCPServer):
    """Says yes to every command and keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), PostOfficeHandler)
        self.received: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class PostOfficeHandler(StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say(b"220 ready")
        in_message = False
        for line in self.rfile:
            self.server.received.append(line.decode().strip())
            if in_message:
                in_message = line != b".\r\n"
                if not in_message:
                    self._say(b"250 taken")
            elif line.upper().startswith(b"DATA"):
                in_message = True
                self._say(b"354 go on")
            elif line.upper().startswith(b"QUIT"):
                return self._say(b"221 bye")
            else:
                self._say(b"250 fine")

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_sends_by_smtp(post_office):
    open_mailer(post_office.url).send(MESSAGE)
    assert "rcpt TO:<robin@example.com>" in post_office.received
    assert "Subject: 123456 is your Harbor code" in post_office.received


def test_writes_to_the_log_without_a_server(caplog):
    mailer = open_mailer("")
    assert isinstance(mailer, LogMailer)
    mailer.send(MESSAGE)
    assert "123456" in caplog.text


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("smtps://me:pass@mail.example.com", "mail.example.com", 465),
        ("smtp://mail.example.com", "mail.example.com", 25),
        ("smtp://mail.example.com:587", "mail.example.com", 587),
    ],
)
def test_understands_addresses_of_servers(url, host, port):
    mailer = SmtpMailer(url)
    assert (mailer.host, mailer.port) == (host, port)
