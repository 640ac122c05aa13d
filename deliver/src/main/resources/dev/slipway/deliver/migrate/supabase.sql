-- What SQL written for Supabase relies on: its roles, the schema auth with the functions
-- that say who is signed in, and the rights it gives. Run again, it changes nothing; where
-- Supabase itself has made the schema auth, it changes nothing at all.
do $shim$
declare
  wanted text;
begin
  if exists (
    select from pg_namespace n
     where n.nspname = 'auth'
       and coalesce(obj_description(n.oid, 'pg_namespace'), '') <> 'made by Slipway'
  ) then
    return;
  end if;

  -- Roles belong to the whole cluster: another database may have made them already.
  foreach wanted in array array[
    'anon nologin noinherit',
    'authenticated nologin noinherit',
    'service_role nologin noinherit bypassrls',
    'authenticator nologin noinherit',
    'supabase_admin nologin',
    'supabase_auth_admin nologin noinherit'
  ] loop
    if to_regrole(split_part(wanted, ' ', 1)) is null then
      begin
        execute 'create role ' || wanted;
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
  grant anon, authenticated, service_role to authenticator;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    grant anon, authenticated, service_role to current_user;
  end if;

  create schema if not exists auth;
  comment on schema auth is 'made by Slipway';
  create schema if not exists extensions;

  create table if not exists auth.users (
    id uuid primary key default gen_random_uuid(),
    instance_id uuid,
    aud text,
    role text,
    email text unique,
    phone text unique,
    encrypted_password text,
    email_confirmed_at timestamptz,
    phone_confirmed_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    is_anonymous boolean not null default false,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    deleted_at timestamptz
  );
  alter table auth.users enable row level security;

  -- The claims of the token, in the form of today and one by one as before.
  create or replace function auth.jwt() returns jsonb language sql stable as $body$
    select coalesce(
      nullif(current_setting('request.jwt.claim', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
  $body$;
  create or replace function auth.uid() returns uuid language sql stable as $body$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
  $body$;
  create or replace function auth.role() returns text language sql stable as $body$
    select coalesce(
      nullif(current_setting('request.jwt.claim.role', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
  $body$;
  create or replace function auth.email() returns text language sql stable as $body$
    select coalesce(
      nullif(current_setting('request.jwt.claim.email', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )
  $body$;

  grant usage on schema public, auth, extensions to anon, authenticated, service_role;
  grant all on all tables in schema auth to service_role;
  alter default privileges in schema public
    grant all on tables to anon, authenticated, service_role;
  alter default privileges in schema public
    grant all on sequences to anon, authenticated, service_role;
  alter default privileges in schema public
    grant all on functions to anon, authenticated, service_role;

  foreach wanted in array array['uuid-ossp', 'pgcrypto'] loop
    if exists (select from pg_available_extensions where name = wanted) then
      execute format('create extension if not exists %I with schema extensions', wanted);
    end if;
  end loop;
  execute format(
    'alter database %I set search_path to "$user", public, extensions', current_database());
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$shim$;
