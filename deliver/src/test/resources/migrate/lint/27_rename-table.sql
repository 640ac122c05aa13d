alter table users rename to people;
alter table orders set schema archive;
-- Fine:
alter table people rename constraint users_pkey to people_pkey;
alter index users_email rename to people_email;
