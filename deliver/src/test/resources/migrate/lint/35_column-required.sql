alter table users add column country text not null;
-- Fine:
alter table users add column city text not null default '';
create table fresh (id bigint primary key);
alter table fresh add column country text not null;
