create table fresh (id bigint primary key, price money);
