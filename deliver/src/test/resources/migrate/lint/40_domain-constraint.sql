create domain positive as int check (value > 0);
alter domain email add constraint lower_case check (value = lower(value));
-- Fine:
create domain label as text;
alter domain email add constraint short check (length(value) < 99) not valid;
