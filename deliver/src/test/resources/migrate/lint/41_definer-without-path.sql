create or replace function admin.grant_all() returns void language sql security definer as $$ select 1 $$;
create function fine() returns void language sql security definer set search_path = '' as $$ select 1 $$;
