create table log (at timestamptz, line text);
-- Fine:
create table keyed (a bigint, b bigint, primary key (a, b));
create table part partition of log for values from (1) to (2);
create table copied as select 1 as one;
