drop view active_users cascade;
truncate users cascade;
