"""The application factory."""

import atexit
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from harbor import errors, funnel, guards, health, journey
from harbor.config import Config
from harbor.database import open_database
from harbor.mail import Mailer, open_mailer
from harbor.services import Services
from harbor.store import Store
from harbor.telemetry import Analytics, init_error_tracking, open_analytics


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    config: Config | None = None,
    *,
    store: Store | None = None,
    mailer: Mailer | None = None,
    analytics: Analytics | None = None,
    now: Callable[[], datetime] = _utc_now,
) -> Flask:
    """The application; parts that are not given come from the configuration."""
    config = config or Config.from_env()
    init_error_tracking(config)
    if store is None:
        database = open_database(config.database_url, config.pool_size)
        atexit.register(database.close)
        store = Store(database)

    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = journey.MAX_REQUEST_BYTES
    app.extensions["harbor"] = Services(
        config=config,
        store=store,
        mailer=open_mailer(config.mail_url) if mailer is None else mailer,
        analytics=open_analytics(config) if analytics is None else analytics,
        now=now,
    )
    errors.init_app(app)
    guards.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(journey.blueprint)
    app.register_blueprint(funnel.blueprint)
    return app
