-- What happened, in order. seq has no gaps: the one writer gives it.
create table journal (
  seq integer primary key,
  at_micros integer not null,
  actor text not null,
  cause integer,
  subject text not null,
  -- The first two parts of the subject ("run/17" of "run/17/job/build"): what it belongs to.
  root text not null,
  type text not null,
  version integer not null,
  event text not null
) strict;

create index journal_root on journal (root, seq);
