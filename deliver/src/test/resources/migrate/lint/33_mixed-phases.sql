alter table users add column full_name text;
alter table users drop column name;
