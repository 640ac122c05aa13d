alter table users add column extra json, add column more jsonb;
