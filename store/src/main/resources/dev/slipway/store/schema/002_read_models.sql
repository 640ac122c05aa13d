-- How far the tables that are computed from the journal have come.
create table read_model (
  name text primary key,
  version integer not null,
  seq integer not null
) strict;
