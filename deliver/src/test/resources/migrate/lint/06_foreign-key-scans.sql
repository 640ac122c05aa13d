create index concurrently orders_user on orders (user_id);
-- file: 002_bad.sql
alter table orders add constraint orders_user foreign key (user_id) references users (id);
-- file: 003_fine.sql
alter table orders add constraint orders_user_2 foreign key (user_id) references users not valid;
-- file: 004_fine.sql
alter table orders validate constraint orders_user_2;
-- file: 005_fine.sql
create table notes (
  id bigint primary key,
  user_id bigint references users (id),
  unique (user_id, id)
);
