alter table users alter column email set not null;
-- file: 002_prepare.sql
alter table users add constraint name_there check (name is not null) not valid;
-- file: 003_validate.sql
alter table users validate constraint name_there;
-- file: 004_fine.sql
alter table users alter column name set not null;
