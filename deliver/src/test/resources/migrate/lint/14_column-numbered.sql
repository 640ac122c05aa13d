alter table users add column number bigserial;
alter table users add column other bigint generated always as identity;
