-- updated_at follows every change by itself.
CREATE FUNCTION touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at = clock_timestamp();
    RETURN NEW;
END
$$;

CREATE TRIGGER users_touch_updated_at
    BEFORE UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER profiles_touch_updated_at
    BEFORE UPDATE ON profiles
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Roles belong to the whole cluster, so another database may have made them already.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['harbor_app', 'harbor_analytics'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        -- A superuser may take any role; anybody else must be granted it.
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), wanted);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE
    ON users, profiles, sessions, verification_codes TO harbor_app;

-- Who the transaction acts for. Unset reads as an empty string or null: nobody.
CREATE FUNCTION acting_user_id() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN nullif(current_setting('app.current_user_id', true), '')::uuid;

CREATE FUNCTION acting_session() RETURNS text
    LANGUAGE sql STABLE
    RETURN nullif(current_setting('app.session_hash', true), '');

ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- slipway:allow several-tables-locked no release has run before this, nobody waits
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE verification_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY own_user ON users TO harbor_app
    USING (id = acting_user_id());

CREATE POLICY own_profile ON profiles TO harbor_app
    USING (user_id = acting_user_id());

CREATE POLICY own_codes ON verification_codes TO harbor_app
    USING (user_id = acting_user_id());

CREATE POLICY own_sessions ON sessions TO harbor_app
    USING (user_id = acting_user_id());

-- The session is looked up before its user is known; its hash is the proof.
CREATE POLICY presented_session ON sessions FOR SELECT TO harbor_app
    USING (token_hash = acting_session());

-- Analytics counts everybody but may not read who they are.
GRANT SELECT (created_at, consented_at, email_verified_at, completed_at)
    ON users TO harbor_analytics;

CREATE POLICY analytics_reads_all ON users FOR SELECT TO harbor_analytics
    USING (true);

CREATE VIEW signup_funnel WITH (security_invoker = true) AS
SELECT
    (created_at AT TIME ZONE 'UTC')::date AS day,
    count(*) AS started,
    count(consented_at) AS consented,
    count(email_verified_at) AS verified,
    count(completed_at) AS completed
FROM users
GROUP BY 1;

GRANT SELECT ON signup_funnel TO harbor_analytics;
