create table fresh (id bigint primary key, country char(2), flag character, name "char");
