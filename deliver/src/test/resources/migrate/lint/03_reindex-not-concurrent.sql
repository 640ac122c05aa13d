reindex table users;
reindex (verbose) index users_email;
-- file: 002_fine.sql
reindex table concurrently users;
