/**
 * How the schema of a database follows the releases: reading, judging, rehearsing and applying
 * migrations.
 *
 * <p>Entry type: {@link dev.slipway.deliver.migrate.Migrations}, a folder of SQL files that becomes
 * a {@link dev.slipway.deliver.migrate.MigrationPlan} for one database. Flyway keeps the history,
 * its lock and the order; what a statement is, how it is run and what it blocks is decided here.
 * Imports fault, document and machine, and nothing of the rest of deliver. Invariants: a plan
 * touches no database; no text that leaves this package holds a password.
 */
@NullMarked
package dev.slipway.deliver.migrate;

import org.jspecify.annotations.NullMarked;
