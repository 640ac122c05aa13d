lock table users, orders in share row exclusive mode;
-- file: 002_also.sql
lock users;
