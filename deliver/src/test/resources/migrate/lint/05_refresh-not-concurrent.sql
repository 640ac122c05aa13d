refresh materialized view daily_sales;
-- file: 002_fine.sql
refresh materialized view concurrently daily_sales;
