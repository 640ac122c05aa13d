"""The schema for Supabase, on a PostgreSQL that has what Supabase brings."""

import json
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

SCHEMA = Path(__file__).parents[2] / "supabase_schema.sql"

# What of Supabase the schema relies on. Roles belong to the whole cluster.
SUPABASE = """
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'anon NOLOGIN', 'authenticated NOLOGIN', 'service_role NOLOGIN BYPASSRLS'
    ] LOOP
        BEGIN
            EXECUTE 'CREATE ROLE ' || wanted;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END
$$;
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA public, auth TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT ALL ON TABLES TO anon, authenticated, service_role;
CREATE TABLE auth.users (
    id uuid PRIMARY KEY, email text, email_confirmed_at timestamptz
);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE
    RETURN (
        nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'
    )::uuid;
"""


@pytest.fixture(scope="module")
def supabase(new_database):
    """The address of a database with Supabase's parts and the schema."""
    url = new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SUPABASE)
        connection.execute(SCHEMA.read_bytes())
    return url


@pytest.fixture
def operator(supabase):
    with psycopg.connect(supabase, autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_user(supabase):
    """Opens connections as PostgREST does for a signed-in user."""
    connections = []

    def connect(user_id, role="authenticated"):
        connection = psycopg.connect(supabase, autocommit=True)
        connections.append(connection)
        claims = json.dumps({"sub": str(user_id)}) if user_id else ""
        connection.execute(
            "SELECT set_config('request.jwt.claims', %s, false)", [claims]
        )
        connection.execute(f"SET ROLE {role}")
        return connection

    yield connect
    for connection in connections:
        connection.close()


def sign_up(operator):
    user_id = uuid4()
    operator.execute(
        "INSERT INTO auth.users (id, email) VALUES (%s, %s)",
        [user_id, f"{user_id}@example.com"],
    )
    return user_id


def add_profile(connection, user_id, name="Robin"):
    connection.execute(
        "INSERT INTO profiles (user_id, display_name, picture, picture_type)"
        " VALUES (%s, %s, '\\x00', 'image/png')",
        [user_id, name],
    )


def test_may_be_run_again(operator):
    operator.execute(SCHEMA.read_bytes())


def test_a_new_user_begins_a_journey(operator, as_user):
    robin = sign_up(operator)
    rows = as_user(robin).execute("SELECT user_id, consented_at FROM journeys")
    assert rows.fetchall() == [(robin, None)]


def test_a_verified_address_moves_the_journey_on(operator, as_user):
    robin = sign_up(operator)
    operator.execute(
        "UPDATE auth.users SET email_confirmed_at = now() WHERE id = %s", [robin]
    )
    row = as_user(robin).execute("SELECT email_verified_at FROM journeys").fetchone()
    assert row[0] is not None


def test_one_user_cannot_read_anothers_rows(operator, as_user):
    robin, sasha = sign_up(operator), sign_up(operator)
    add_profile(as_user(robin), robin)
    connection = as_user(sasha)
    assert connection.execute("SELECT * FROM profiles").fetchall() == []
    rows = connection.execute("SELECT user_id FROM journeys").fetchall()
    assert rows == [(sasha,)]


def test_one_user_cannot_change_anothers_rows(operator, as_user):
    robin, sasha = sign_up(operator), sign_up(operator)
    add_profile(as_user(robin), robin)
    connection = as_user(sasha)
    changed = connection.execute("UPDATE profiles SET display_name = 'Mine'").rowcount
    changed += connection.execute("DELETE FROM profiles").rowcount
    changed += connection.execute(
        "UPDATE journeys SET consent_version = '1', consented_at = now()"
        " WHERE user_id = %s",
        [robin],
    ).rowcount
    assert changed == 0


def test_nobody_writes_a_profile_for_another(operator, as_user):
    robin, sasha = sign_up(operator), sign_up(operator)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        add_profile(as_user(sasha), robin)


def test_nobody_verifies_an_address_alone(operator, as_user):
    robin = sign_up(operator)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_user(robin).execute("UPDATE journeys SET email_verified_at = now()")


@pytest.mark.parametrize("table", ["journeys", "profiles", "signup_funnel"])
def test_strangers_read_nothing(as_user, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_user(None, role="anon").execute(f"SELECT * FROM {table}")


def test_the_service_counts_everybody(operator, as_user):
    sign_up(operator)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_user(uuid4()).execute("SELECT * FROM signup_funnel")
    service = as_user(None, role="service_role")
    row = service.execute("SELECT started FROM signup_funnel").fetchone()
    assert row[0] >= 1
