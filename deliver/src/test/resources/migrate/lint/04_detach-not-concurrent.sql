alter table events detach partition events_2024;
-- file: 002_fine.sql
alter table events detach partition events_2023 concurrently;
