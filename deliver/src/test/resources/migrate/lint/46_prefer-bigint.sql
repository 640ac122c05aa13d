create table fresh (id int generated always as identity primary key, small smallint);
create table other (id integer, primary key (id));
