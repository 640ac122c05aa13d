create table fresh (id bigint primary key, a varchar(20), b character varying(5), c varchar);
