CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text CHECK (email = lower(email)),
    consent_version text,
    consented_at timestamptz,
    email_verified_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((consented_at IS NULL) = (consent_version IS NULL)),
    CHECK ((email_verified_at IS NULL) = (email IS NULL)),
    CHECK (email_verified_at IS NULL OR consented_at IS NOT NULL),
    CHECK (completed_at IS NULL OR email_verified_at IS NOT NULL)
);

CREATE TABLE profiles (
    user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    display_name text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 80),
    picture bytea NOT NULL,
    picture_type text NOT NULL
        CHECK (picture_type IN ('image/png', 'image/jpeg', 'image/webp')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
