-- How deployments went, for the four keys of delivery; computed from the journal.
create table delivered (
  repository text not null,
  deployment text not null,
  environment text not null,
  release text not null,
  rollback integer not null,
  planned_at integer not null,
  -- When it began to go wrong.
  troubled_at integer,
  settled_at integer,
  state text,
  primary key (repository, deployment)
) strict;

create index delivered_settled on delivered (settled_at);
create index delivered_release on delivered (repository, release);
