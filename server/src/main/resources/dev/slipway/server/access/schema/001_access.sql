-- Who may come in, and what they may do. Secrets are kept as digests or hashes only.
create table access_user (
  name text primary key,
  -- Argon2id in the PHC form.
  password text not null,
  joined_at integer not null,
  -- Who is removed keeps the name, so that nobody else is taken for them in the journal.
  removed_at integer
) strict;

create table access_role (
  user text not null references access_user (name),
  place text not null,
  role text not null,
  primary key (user, place)
) strict;

create table access_session (
  digest blob primary key,
  user text not null references access_user (name),
  began_at integer not null,
  seen_at integer not null,
  ends_at integer not null,
  remote text not null,
  agent text not null
) strict;

create index access_session_user on access_session (user);

create table access_token (
  id text primary key,
  digest blob not null unique,
  user text not null references access_user (name),
  title text not null,
  role text not null,
  place text not null,
  made_at integer not null,
  ends_at integer not null,
  used_at integer
) strict;

create index access_token_user on access_token (user);

-- What a link lets its holder do once: join with a role, or set a new password.
create table access_link (
  digest blob primary key,
  user text,
  role text,
  place text,
  made_by text not null,
  made_at integer not null,
  ends_at integer not null
) strict;

create table access_key (
  name text primary key,
  value blob not null
) strict;

-- The audit log: each line with the hash of it and of all before it.
create table access_log (
  seq integer primary key references journal (seq),
  line text not null,
  hash text not null
) strict;
