alter table users add constraint adult check (age >= 18) not valid;
alter table users validate constraint adult;
-- file: 002_fine.sql
alter table users validate constraint other;
