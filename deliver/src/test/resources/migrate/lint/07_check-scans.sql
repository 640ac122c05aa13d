alter table users add constraint adult check (age >= 18);
alter table users add check (age < 200);
alter table users add column score int check (score > 0);
-- file: 002_fine.sql
alter table users add constraint old check (age >= 65) not valid;
