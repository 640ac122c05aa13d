-- How far the journal was read for workflows that wait for the end of others.
create table follow_up_checkpoint (
  seq integer not null
) strict;
insert into follow_up_checkpoint (seq) values (0);

-- Runs that such an end has started, and how many ends each has before it.
create table follow_up (
  run text primary key,
  depth integer not null
) strict, without rowid;
