create table fresh (
  id bigint primary key,
  this_name_is_much_longer_than_what_the_catalogue_of_the_server_keeps text
);
