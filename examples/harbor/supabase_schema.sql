-- Harbor's data on Supabase, where Supabase signs people up and verifies their addresses.
-- Run it in the SQL editor, or with psql; running it again changes nothing.
--
-- The API's own database is made by backend/migrations and needs none of this.

CREATE TABLE IF NOT EXISTS public.journeys (
    user_id uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
    consent_version text,
    consented_at timestamptz,
    email_verified_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((consented_at IS NULL) = (consent_version IS NULL)),
    CHECK (completed_at IS NULL OR email_verified_at IS NOT NULL)
);

CREATE TABLE IF NOT EXISTS public.profiles (
    user_id uuid PRIMARY KEY REFERENCES public.journeys (user_id) ON DELETE CASCADE,
    display_name text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 80),
    picture bytea NOT NULL CHECK (octet_length(picture) <= 2097152),
    picture_type text NOT NULL
        CHECK (picture_type IN ('image/png', 'image/jpeg', 'image/webp')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS journeys_created_at_idx ON public.journeys (created_at);

-- A new user begins a journey; one whose address Supabase has verified goes on. It runs
-- with the rights of its owner, because the role that signs people up has none here; so
-- its search path is fixed.
CREATE OR REPLACE FUNCTION public.follow_user() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS $$
BEGIN
    INSERT INTO public.journeys (user_id, email_verified_at)
    VALUES (NEW.id, NEW.email_confirmed_at)
    ON CONFLICT (user_id) DO UPDATE SET email_verified_at = NEW.email_confirmed_at;
    RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION public.follow_user() FROM PUBLIC, anon, authenticated;

CREATE OR REPLACE TRIGGER harbor_follow_user
    AFTER INSERT OR UPDATE OF email_confirmed_at ON auth.users
    FOR EACH ROW EXECUTE FUNCTION public.follow_user();

CREATE OR REPLACE FUNCTION public.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = ''
AS $$
BEGIN
    NEW.updated_at = clock_timestamp();
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER journeys_touch_updated_at
    BEFORE UPDATE ON public.journeys
    FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

CREATE OR REPLACE TRIGGER profiles_touch_updated_at
    BEFORE UPDATE ON public.profiles
    FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

ALTER TABLE public.journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;

-- Supabase grants everything in public to both of its roles; policies alone would do, but
-- what nobody needs, nobody gets.
REVOKE ALL ON public.journeys, public.profiles FROM anon, authenticated;
GRANT SELECT ON public.journeys TO authenticated;
GRANT UPDATE (consent_version, consented_at, completed_at)
    ON public.journeys TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.profiles TO authenticated;

-- (SELECT auth.uid()) is asked once a statement, auth.uid() once a row.
DROP POLICY IF EXISTS read_own_journey ON public.journeys;
CREATE POLICY read_own_journey ON public.journeys FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));

DROP POLICY IF EXISTS go_on_with_own_journey ON public.journeys;
CREATE POLICY go_on_with_own_journey ON public.journeys FOR UPDATE TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

DROP POLICY IF EXISTS own_profile ON public.profiles;
CREATE POLICY own_profile ON public.profiles TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

-- Dashboards count with the service's key; people's own keys read nothing here.
CREATE OR REPLACE VIEW public.signup_funnel WITH (security_invoker = true) AS
SELECT
    (created_at AT TIME ZONE 'UTC')::date AS day,
    count(*) AS started,
    count(consented_at) AS consented,
    count(email_verified_at) AS verified,
    count(completed_at) AS completed
FROM public.journeys
GROUP BY 1;

REVOKE ALL ON public.signup_funnel FROM anon, authenticated;
GRANT SELECT ON public.journeys, public.signup_funnel TO service_role;
