-- The tables of migrations/, for local development on SQLite: no roles, no policies.
CREATE TABLE IF NOT EXISTS users (
    id text PRIMARY KEY,
    email text UNIQUE,
    consent_version text,
    consented_at timestamptz,
    email_verified_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS profiles (
    user_id text PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    display_name text NOT NULL,
    picture blob NOT NULL,
    picture_type text NOT NULL
);

CREATE TABLE IF NOT EXISTS sessions (
    token_hash text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS verification_codes (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email text NOT NULL,
    code_hash text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    consumed_at timestamptz,
    created_at timestamptz NOT NULL
);

CREATE VIEW IF NOT EXISTS signup_funnel AS
SELECT
    substr(created_at, 1, 10) AS day,
    count(*) AS started,
    count(consented_at) AS consented,
    count(email_verified_at) AS verified,
    count(completed_at) AS completed
FROM users
GROUP BY 1;
