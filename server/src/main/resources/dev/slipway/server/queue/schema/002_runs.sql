-- The runs and their jobs as the journal tells of them: a read model.
create table run_view (
  run text primary key,
  -- The number of the entry that asked for it.
  position integer not null unique,
  number integer not null,
  repository text not null,
  workflow text not null,
  workflow_name text not null,
  event text not null,
  ref text not null,
  sha text not null,
  title text not null,
  actor text not null,
  trusted integer not null,
  attempt integer not null,
  state text not null,
  conclusion text,
  reason text,
  stop_reason text,
  runner text,
  queued_at integer not null,
  started_at integer,
  ended_at integer
) strict;

create index run_view_repository on run_view (repository, position);
create index run_view_workflow on run_view (repository, workflow, ref, position);
create index run_view_state on run_view (state, position);
create index run_view_conclusion on run_view (conclusion, position);
create index run_view_sha on run_view (sha);

create table job_view (
  run text not null,
  attempt integer not null,
  job text not null,
  name text not null,
  -- The number of the entry that first told of it.
  position integer not null,
  state text not null,
  conclusion text,
  reason text,
  queued_at integer not null,
  started_at integer,
  ended_at integer,
  primary key (run, attempt, job)
) strict, without rowid;
