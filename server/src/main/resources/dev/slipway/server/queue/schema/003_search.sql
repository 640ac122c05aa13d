-- All that a text is looked for in, in lower case.
alter table run_view add column search text not null default '';
