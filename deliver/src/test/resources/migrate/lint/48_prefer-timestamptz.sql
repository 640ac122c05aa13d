create table fresh (id bigint primary key, a timestamp, b timestamp without time zone, c timestamp(3) with time zone, d timestamptz);
alter table users add column seen timestamp(3);
