"""Settings, read from the environment once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote


class ConfigError(Exception):
    """A setting is missing or makes no sense."""


def database_url(env: Mapping[str, str]) -> str:
    """The database's address: DATABASE_URL, or put together from DB_* parts."""
    if url := env.get("DATABASE_URL"):
        # Some platforms still hand out the old scheme.
        return url.replace("postgres://", "postgresql://", 1)
    host = env.get("DB_HOST")
    if not host:
        raise ConfigError("set DATABASE_URL, or DB_HOST and its companions")
    user = quote(env.get("DB_USER", "harbor"), safe="")
    password = quote(env.get("DB_PASSWORD", ""), safe="")
    credentials = f"{user}:{password}" if password else user
    port = env.get("DB_PORT", "5432")
    name = quote(env.get("DB_NAME", "harbor"), safe="")
    return f"postgresql://{credentials}@{host}:{port}/{name}"


def _secret_key(env: Mapping[str, str], development: bool) -> str:
    key = env.get("SECRET_KEY", "")
    if not key and development:
        return "only-for-development"
    if len(key) < 16:
        raise ConfigError("SECRET_KEY must have at least 16 characters")
    return key


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ConfigError(f"{name} must be a positive whole number, not {text!r}")
    return int(text)


@dataclass(frozen=True)
class Config:
    """All settings of one running instance."""

    database_url: str
    secret_key: str
    environment: str = "production"
    release: str = ""
    pool_size: int = 5
    allowed_origins: frozenset[str] = frozenset()
    mail_url: str = ""
    mail_from: str = "harbor@example.com"
    analytics_token: str = ""
    posthog_key: str = ""
    posthog_host: str = "https://eu.i.posthog.com"
    sentry_dsn: str = ""

    @property
    def development(self) -> bool:
        return self.environment == "development"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        environment = env.get("HARBOR_ENV") or cls.environment
        origins = env.get("ALLOWED_ORIGINS", "").split(",")
        return cls(
            database_url=database_url(env),
            secret_key=_secret_key(env, environment == "development"),
            environment=environment,
            release=env.get("RELEASE", ""),
            pool_size=_positive(env, "DB_POOL_SIZE", cls.pool_size),
            allowed_origins=frozenset(filter(None, map(str.strip, origins))),
            mail_url=env.get("MAIL_URL", ""),
            mail_from=env.get("MAIL_FROM") or cls.mail_from,
            analytics_token=env.get("ANALYTICS_TOKEN", ""),
            posthog_key=env.get("POSTHOG_KEY", ""),
            posthog_host=env.get("POSTHOG_HOST") or cls.posthog_host,
            sentry_dsn=env.get("SENTRY_DSN", ""),
        )
