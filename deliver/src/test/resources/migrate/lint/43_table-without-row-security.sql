create table notes (id bigint primary key, owner uuid);
alter table notes enable row level security;
create table open (id bigint primary key);
create temp table scratch (id bigint);
