cluster users using users_email;
alter table users set unlogged, set tablespace fast;
-- file: 002_alone.sql
vacuum (full, analyze) users;
-- file: 003_fine.sql
vacuum analyze users;
