"""Sending mail: by SMTP, or to the log when no server is set."""

import logging
import smtplib
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)


class Mailer(Protocol):
    """Hands a message to the post."""

    def send(self, message: EmailMessage) -> None: ...


class LogMailer:
    """Writes messages to the log; for development only."""

    def send(self, message: EmailMessage) -> None:
        log.warning("mail to %s: %s", message["To"], message.get_content().strip())


class SmtpMailer:
    """Sends through ``smtp://user:password@host:port`` or ``smtps://...``."""

    def __init__(self, url: str, timeout: float = 10.0) -> None:
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self._tls else 25)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._timeout = timeout

    def send(self, message: EmailMessage) -> None:
        connect = smtplib.SMTP_SSL if self._tls else smtplib.SMTP
        with connect(self.host, self.port, timeout=self._timeout) as server:
            if self._user:
                if not self._tls:
                    server.starttls()
                server.login(self._user, self._password)
            server.send_message(message)


def open_mailer(url: str) -> Mailer:
    return SmtpMailer(url) if url else LogMailer()


def code_message(sender: str, recipient: str, code: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = f"{code} is your Harbor code"
    message["From"] = sender
    message["To"] = recipient
    message.set_content(
        f"Your code is {code}. It is good for ten minutes.\n\n"
        "If you did not sign up for Harbor, you can ignore this mail.\n"
    )
    return message
