import pytest

from harbor.config import Config, ConfigError, database_url

URL = "postgresql://localhost/harbor"


def test_takes_the_database_url_as_it_is():
    assert database_url({"DATABASE_URL": URL}) == URL


def test_renews_the_old_scheme():
    assert database_url({"DATABASE_URL": "postgres://localhost/harbor"}) == URL


def test_puts_the_database_url_together_from_parts():
    env = {"DB_HOST": "db", "DB_PORT": "6543", "DB_USER": "me", "DB_PASSWORD": "a@b"}
    assert database_url(env) == "postgresql://me:a%40b@db:6543/harbor"


def test_demands_a_database():
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        database_url({})


@pytest.mark.parametrize("key", ["", "short"])
def test_demands_a_secret_key_outside_development(key):
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        Config.from_env({"DATABASE_URL": URL, "SECRET_KEY": key})


def test_needs_no_secret_key_in_development():
    config = Config.from_env({"DATABASE_URL": URL, "HARBOR_ENV": "development"})
    assert config.development


def test_reads_a_list_of_origins():
    env = {"DATABASE_URL": URL, "HARBOR_ENV": "development"}
    env["ALLOWED_ORIGINS"] = "https://a.example.com, https://b.example.com,"
    origins = {"https://a.example.com", "https://b.example.com"}
    assert Config.from_env(env).allowed_origins == origins


@pytest.mark.parametrize("size", ["0", "-1", "many"])
def test_refuses_a_pool_size_that_is_no_positive_number(size):
    env = {"DATABASE_URL": URL, "HARBOR_ENV": "development", "DB_POOL_SIZE": size}
    with pytest.raises(ConfigError, match="DB_POOL_SIZE"):
        Config.from_env(env)
