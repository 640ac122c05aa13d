alter table users add column a int;
alter table orders add column a int;
alter table users add column b int;
alter table notes add column a int;
-- file: 002_fine.sql
alter table users add column c int;
create table fresh (id bigint primary key);
alter table fresh add column c int;
alter table fresh add column d int;
