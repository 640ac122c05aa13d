drop table if exists old_users, older_users;
-- file: 002_fine.sql
create table scratch (id bigint primary key);
drop table scratch;
