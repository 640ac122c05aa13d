-- Blocks writes:
create index users_email on users (email);
create unique index on public.users using btree (lower(email));
-- Fine, the table is new:
create table orders (id bigint primary key, at timestamptz);
create index orders_at on orders (at);
-- file: 002_concurrent.sql
create index concurrently if not exists users_name on only users (name);
-- file: 003_older.sql
create index orders_at_2 on orders (at);
