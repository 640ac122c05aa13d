-- The repository on another server that one of ours follows.
create table webhook_source (
  owner text not null,
  name text not null,
  source text not null,
  primary key (owner, name)
) strict, without rowid;

-- What other servers told us. The digest keeps a copy of a message from counting twice.
create table webhook_delivery (
  digest text primary key,
  owner text not null,
  name text not null,
  event text not null,
  body text not null,
  received integer not null,
  state text not null,
  outcome text
) strict, without rowid;

create index webhook_delivery_open on webhook_delivery (state, received);
