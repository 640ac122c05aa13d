package dev.slipway.deliver;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the schema of a database is brought to what a release expects.
 *
 * @param folder the migrations, relative to the project
 * @param lockTimeout how long a statement waits for a lock before the migration steps back
 * @param statementTimeout how long a statement may take; zero for as long as it wants
 * @param attempts how often a migration that could not get its locks is tried
 * @param supabase whether the roles and functions of Supabase are put there first
 * @param rehearse whether migrations are first tried on a copy
 */
public record MigrationRule(
    Path folder,
    Duration lockTimeout,
    Duration statementTimeout,
    int attempts,
    boolean supabase,
    boolean rehearse) {}
