set lock_timeout = 0;
set session statement_timeout to '1h';
set search_path = '';
-- Fine:
set local lock_timeout = '2s';
