alter table users add column token uuid default gen_random_uuid();
alter table users add column seen timestamptz not null default clock_timestamp();
-- Fine: the same value for all rows.
alter table users add column since timestamptz not null default now();
alter table users add column state text not null default 'new'::text;
alter table users add column tags text[] default array[]::text[];
