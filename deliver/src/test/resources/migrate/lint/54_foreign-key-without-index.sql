create table users (id bigint primary key);
create table orders (id bigint primary key, user_id bigint references users (id));
create table items (
  id bigint primary key,
  order_id bigint,
  user_id bigint references users (id),
  foreign key (order_id) references orders (id)
);
-- file: 002_later.sql
create index concurrently items_order on items (order_id);
