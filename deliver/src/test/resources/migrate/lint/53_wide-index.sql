create table fresh (id bigint primary key, a int, b int, c int, d int);
create index wide on fresh (a, b, c, d);
create unique index key on fresh (a, b, c, d);
create index three on fresh (a, b desc, (c + d));
