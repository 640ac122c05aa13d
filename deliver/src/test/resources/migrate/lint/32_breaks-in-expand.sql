-- slipway:phase expand
alter table users drop column phone;
-- file: 002_waived.sql
-- slipway:phase expand
-- slipway:allow breaks-in-expand no release has ever read this column
-- slipway:allow drop-column no release has ever read this column
alter table users drop column fax;
-- file: 003_name.expand.sql
drop table old_users;
