drop index if exists users_email;
-- file: 002_fine.sql
drop index concurrently users_name;
