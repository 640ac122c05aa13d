alter table users add column full_name text generated always as (first || ' ' || last) stored;
-- Fine:
alter table users add column short text generated always as (left(first, 1)) virtual;
