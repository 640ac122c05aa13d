create table fresh (id bigserial primary key);
