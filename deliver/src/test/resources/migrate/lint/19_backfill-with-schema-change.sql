alter table users add column plan text;
update users set plan = 'free' where plan is null;
-- file: 002_fine.sql
update users set plan = 'free' where plan is null and id < 1000;
-- file: 003_fine.sql
alter table users add column tier text;
insert into tiers values ('free');
