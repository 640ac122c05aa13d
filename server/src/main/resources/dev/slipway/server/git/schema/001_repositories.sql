create table repository (
  owner text not null,
  name text not null,
  default_branch text not null,
  created integer not null,
  primary key (owner, name)
) strict;

-- Where each reference was when its last move was recorded; git may be ahead after a crash.
create table repository_ref (
  owner text not null,
  name text not null,
  ref text not null,
  object text not null,
  primary key (owner, name, ref)
) strict, without rowid;
