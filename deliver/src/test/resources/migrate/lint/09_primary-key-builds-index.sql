alter table users add primary key (id);
-- file: 002_fine.sql
alter table users add constraint users_pkey primary key using index users_id_idx;
