"""What the request handlers work with, one set for each application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from harbor.config import Config
from harbor.mail import Mailer
from harbor.store import Store
from harbor.telemetry import Analytics


@dataclass(frozen=True, slots=True)
class Services:
    config: Config
    store: Store
    mailer: Mailer
    analytics: Analytics
    now: Callable[[], datetime]


def services() -> Services:
    """The services of the application that handles the current request."""
    return current_app.extensions["harbor"]
