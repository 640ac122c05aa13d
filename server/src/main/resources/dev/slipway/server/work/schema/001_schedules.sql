-- When each schedule of a default branch's workflows is due next.
create table schedule (
  owner text not null,
  name text not null,
  workflow text not null,
  cron text not null,
  timezone text not null,
  due integer not null,
  primary key (owner, name, workflow, cron, timezone)
) strict, without rowid;

create index schedule_due on schedule (due);
