alter table events attach partition events_2025 for values from ('2025-01-01') to ('2026-01-01');
create table events_2026 (id bigint primary key, at timestamptz);
alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');
