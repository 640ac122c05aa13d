alter table users alter column age type bigint;
alter table users alter age set data type numeric(10, 2) using age::numeric;
