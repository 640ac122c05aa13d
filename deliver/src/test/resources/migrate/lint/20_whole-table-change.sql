update users set plan = 'free';
-- file: 002_bad.sql
delete from only sessions;
-- file: 003_fine.sql
delete from sessions where expires_at < now();
create temporary table work (a int);
update work set a = 1;
