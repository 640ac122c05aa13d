create table fresh (id bigint primary key, a int);
create index concurrently fresh_a on fresh (a);
-- file: 002_fine.sql
-- slipway:no-transaction
insert into fresh values (1, 1);
create index concurrently fresh_a_2 on fresh (a);
