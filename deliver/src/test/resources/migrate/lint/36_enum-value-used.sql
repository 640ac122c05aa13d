alter type mood add value if not exists 'calm' after 'sad';
alter table users alter column mood set default 'calm';
-- file: 002_fine.sql
alter type mood add value 'wild';
-- file: 003_fine.sql
alter table users alter column mood set default 'wild';
