alter table users add constraint users_email_key unique (email);
alter table users add column nick text unique;
-- file: 002_fine.sql
alter table users add constraint users_name_key unique using index users_name_idx;
