drop view active_users;
drop function area(integer, integer);
drop type mood;
-- file: 002_fine.sql
drop trigger touch on users;
drop policy own on users;
drop extension hstore;
