alter table users rename column name to full_name;
alter table users rename age to years;
