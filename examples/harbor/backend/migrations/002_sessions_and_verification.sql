-- Only hashes are kept: a stolen backup opens no session and verifies no address.
CREATE TABLE sessions (
    token_hash text PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE verification_codes (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email text NOT NULL CHECK (email = lower(email)),
    code_hash text NOT NULL,
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    expires_at timestamptz NOT NULL,
    consumed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- slipway:allow index-not-concurrent no release has run before this, users is empty
CREATE UNIQUE INDEX users_email_key ON users (email);
-- slipway:allow index-not-concurrent no release has run before this, users is empty
CREATE INDEX users_created_at_idx ON users (created_at);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX verification_codes_latest_idx
    ON verification_codes (user_id, created_at DESC);
