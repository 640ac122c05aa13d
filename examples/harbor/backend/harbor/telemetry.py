"""Product analytics (PostHog) and error tracking (Sentry), both off unless set."""

from typing import Protocol

from harbor.config import Config


class Analytics(Protocol):
    """Takes note of what users do."""

    def capture(self, user_id: str, event: str, **properties: str) -> None: ...

    def close(self) -> None:
        """Sends what is still waiting."""


class NoAnalytics:
    """Takes no note."""

    def capture(self, user_id: str, event: str, **properties: str) -> None:
        pass

    def close(self) -> None:
        pass


class PosthogAnalytics:
    """Sends events to PostHog from a background thread."""

    def __init__(self, config: Config) -> None:
        # Imported late: it costs start-up time that most environments need not pay.
        from posthog import Posthog

        self._client = Posthog(config.posthog_key, host=config.posthog_host)
        self._common = {"environment": config.environment, "release": config.release}

    def capture(self, user_id: str, event: str, **properties: str) -> None:
        self._client.capture(
            event, distinct_id=user_id, properties=self._common | properties
        )

    def close(self) -> None:
        self._client.shutdown()


def open_analytics(config: Config) -> Analytics:
    return PosthogAnalytics(config) if config.posthog_key else NoAnalytics()


def init_error_tracking(config: Config) -> None:
    if not config.sentry_dsn:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=config.sentry_dsn,
        environment=config.environment,
        release=config.release or None,
    )
