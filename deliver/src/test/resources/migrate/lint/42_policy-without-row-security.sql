create table notes (id bigint primary key, owner uuid);
create policy own on notes using (owner = auth.uid());
-- file: 002_fine.sql
create table pages (id bigint primary key, owner uuid);
alter table pages enable row level security, force row level security;
create policy own on pages using (owner = auth.uid());
