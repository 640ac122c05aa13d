alter table users drop column if exists phone, drop fax cascade;
create table fresh (id bigint primary key, a int);
alter table fresh drop column a;
-- file: 002_fine.contract.sql
alter table users drop column mobile;
