-- Every run that was ever asked for. What is to be done is what has not ended.
create table queue_item (
  id text primary key,
  -- The order of arrival; a run that is asked for again arrives again.
  position integer not null,
  -- HELD, WAITING, READY, RUNNING or ENDED
  state text not null,
  attempt integer not null,
  losses integer not null,
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
  -- Sorted and joined by commas.
  labels text not null,
  priority integer not null,
  concurrency text,
  -- The same for all ways to write the name of a group.
  concurrency_key text,
  cancel_in_progress integer not null,
  concurrency_queue text,
  runner text,
  lease_until integer,
  cancel_reason text,
  conclusion text,
  inputs text not null,
  payload text not null
) strict;

create index queue_item_state on queue_item (state, labels, priority, position);
create index queue_item_group on queue_item (repository, concurrency_key, state)
  where concurrency_key is not null;

-- The number of the newest run of a workflow.
create table queue_number (
  repository text not null,
  workflow text not null,
  last integer not null,
  primary key (repository, workflow)
) strict;

-- Whose turn it was last, as the number of the entry about the claim.
create table queue_turn (
  repository text primary key,
  last integer not null
) strict;
