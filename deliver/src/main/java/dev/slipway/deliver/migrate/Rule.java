package dev.slipway.deliver.migrate;

import dev.slipway.document.Problem.Severity;
import java.util.Locale;
import java.util.Optional;

/** What a migration is warned about, why, and what to write instead. */
enum Rule {
  // Statements that keep others waiting while they work through a table.
  INDEX_NOT_CONCURRENT(
      Kind.WAIT,
      "CREATE INDEX blocks writes to its table until it is built",
      "write CREATE INDEX CONCURRENTLY, in a file of its own"),
  DROP_INDEX_NOT_CONCURRENT(
      Kind.WAIT,
      "DROP INDEX blocks its table, and waits behind the longest query on it",
      "write DROP INDEX CONCURRENTLY, in a file of its own"),
  REINDEX_NOT_CONCURRENT(
      Kind.WAIT,
      "REINDEX blocks writes, and reads that need the index",
      "write REINDEX ... CONCURRENTLY, in a file of its own"),
  DETACH_NOT_CONCURRENT(
      Kind.WAIT,
      "DETACH PARTITION blocks the whole partitioned table",
      "write DETACH PARTITION ... CONCURRENTLY, in a file of its own"),
  REFRESH_NOT_CONCURRENT(
      Kind.WAIT,
      "REFRESH MATERIALIZED VIEW blocks reads of the view until it is done",
      "give the view a unique index and write REFRESH MATERIALIZED VIEW CONCURRENTLY"),
  FOREIGN_KEY_SCANS(
      Kind.WAIT,
      "A new foreign key checks every row while writes to both tables wait",
      "add it NOT VALID, then VALIDATE CONSTRAINT in a later file"),
  CHECK_SCANS(
      Kind.WAIT,
      "A new check looks at every row while reads and writes wait",
      "add it NOT VALID, then VALIDATE CONSTRAINT in a later file"),
  UNIQUE_BUILDS_INDEX(
      Kind.WAIT,
      "A new unique constraint builds its index while reads and writes wait",
      "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... UNIQUE USING INDEX"),
  PRIMARY_KEY_BUILDS_INDEX(
      Kind.WAIT,
      "A new primary key builds its index while reads and writes wait",
      "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... PRIMARY KEY USING INDEX"),
  EXCLUSION_BUILDS_INDEX(
      Kind.WAIT,
      "A new exclusion constraint builds its index while reads and writes wait",
      "there is no way around it: run it when few use the table"),
  SET_NOT_NULL_SCANS(
      Kind.WAIT,
      "SET NOT NULL looks at every row while reads and writes wait, and refuses a release before"
          + " that writes NULL",
      "add CHECK (column IS NOT NULL) NOT VALID, validate it in a later file, then SET NOT NULL"),
  VALIDATED_AT_ONCE(
      Kind.WAIT,
      "NOT VALID gains nothing when the same transaction validates",
      "put VALIDATE CONSTRAINT into a later file"),
  COLUMN_VOLATILE_DEFAULT(
      Kind.WAIT,
      "A default that differs from row to row rewrites the table while reads and writes wait",
      "add the column without it, set the default for new rows, and fill old rows in batches"),
  COLUMN_NUMBERED(
      Kind.WAIT,
      "A serial or identity column rewrites the table while reads and writes wait",
      "add a plain column, fill it in batches, then make it an identity"),
  COLUMN_STORED(
      Kind.WAIT,
      "A stored generated column rewrites the table while reads and writes wait",
      "add a plain column that a trigger fills, or a virtual one (PostgreSQL 18)"),
  TYPE_CHANGE(
      Kind.WAIT,
      "Another type usually rewrites the table while reads and writes wait, and may break programs",
      "add a column of the new type, write both, fill the old rows, then drop the old column"),
  TABLE_REWRITE(
      Kind.WAIT,
      "The table is written anew while reads and writes wait",
      "use pg_repack, or run it when few use the table"),
  ATTACH_SCANS(
      Kind.WAIT,
      "ATTACH PARTITION looks at every row of the partition unless a check proves its bounds",
      "add a valid CHECK with the bounds to the partition before"),
  BACKFILL_WITH_SCHEMA_CHANGE(
      Kind.WAIT,
      "Rows are changed while the lock of a schema change is held",
      "put the change of the rows into a file of its own, in batches"),
  WHOLE_TABLE_CHANGE(
      Kind.WAIT,
      "Every row is changed in one transaction: all stay locked, and the table doubles",
      "change the rows in batches, outside of the migration or with -- slipway:no-transaction"),
  SEVERAL_TABLES_LOCKED(
      Kind.WAIT,
      "One transaction locks several tables: programs that use them in another order deadlock",
      "split the file, one table each"),
  EXPLICIT_LOCK(
      Kind.WAIT,
      "LOCK TABLE keeps others waiting to the end of the file",
      "leave locking to the statements that need it"),

  // Statements that break the release before.
  DROP_COLUMN(
      Kind.BREAK,
      "Programs that name the column fail as soon as it is gone",
      "release code that does not use it first, then say -- slipway:phase contract"),
  DROP_TABLE(
      Kind.BREAK,
      "Programs that use it fail as soon as it is gone",
      "release code that does not use it first, then say -- slipway:phase contract"),
  DROP_OBJECT(
      Kind.BREAK,
      "Programs that use it fail as soon as it is gone",
      "release code that does not use it first, then say -- slipway:phase contract"),
  RENAME_COLUMN(
      Kind.BREAK,
      "Programs that know the old name fail at once, those with the new one until then",
      "add a column, write both, fill the old rows, read the new one, then drop the old column"),
  RENAME_TABLE(
      Kind.BREAK,
      "Programs that know the old name fail at once, those with the new one until then",
      "rename it and create a view of the old name in the same file, or create a new table"),
  RENAME_OBJECT(
      Kind.BREAK,
      "Programs that know the old name fail at once",
      "create the new one beside the old one, and drop the old one later"),
  DROP_NOT_NULL(
      Kind.RISK,
      "The release before may not expect an empty value here",
      "make sure that it reads the column with care before anything writes NULL"),
  TRUNCATE_TABLE(
      Kind.RISK,
      "TRUNCATE removes every row, blocks reads and writes, and cannot be undone",
      "delete what must go in batches"),
  CASCADE(
      Kind.RISK,
      "CASCADE removes things that are not named here",
      "name what must go, so that a surprise is an error"),
  BREAKS_IN_EXPAND(
      Kind.ERROR,
      "The file says it only adds, but this breaks the release before",
      "move the statement to a file of the contract phase, or accept it with a reason"),
  MIXED_PHASES(
      Kind.RISK,
      "The file adds and takes away: as a contract migration its additions come too late",
      "put what adds into a file of its own"),
  DROP_DATABASE(Kind.ERROR, "A migration must not drop a database", "drop it by hand, if at all"),

  // Statements that fail, or do other than they look.
  COLUMN_REQUIRED(
      Kind.ERROR,
      "A column that is NOT NULL without a default fails as soon as the table has a row, and"
          + " the release before cannot insert any more",
      "give it a default, or add it without NOT NULL, fill it, then demand it"),
  ENUM_VALUE_USED(
      Kind.ERROR,
      "A new enum value cannot be used in the transaction that adds it",
      "put ALTER TYPE ... ADD VALUE into a file of its own"),
  NAME_TOO_LONG(
      Kind.ERROR,
      "PostgreSQL cuts names to 63 bytes; two may become the same",
      "choose a shorter name"),
  NOT_ATOMIC(
      Kind.RISK,
      "A statement of the file refuses a transaction, so all of them run one by one: a failure"
          + " leaves the first ones applied",
      "put that statement into a file of its own"),
  SESSION_SETTING(
      Kind.RISK,
      "A setting made by SET ends with the file, and may switch off a limit within it",
      "write SET LOCAL, or -- slipway:lock-timeout and -- slipway:statement-timeout"),
  DOMAIN_CONSTRAINT(
      Kind.RISK,
      "A constraint of a domain checks every table that uses it, and cannot be changed online",
      "check in the tables, or add it NOT VALID and validate later"),
  DEFINER_WITHOUT_PATH(
      Kind.RISK,
      "A SECURITY DEFINER function without a search_path runs what its caller puts in the way",
      "add SET search_path = '' and qualify every name"),
  POLICY_WITHOUT_ROW_SECURITY(
      Kind.RISK,
      "A policy does nothing while row level security is off",
      "ALTER TABLE ... ENABLE ROW LEVEL SECURITY"),
  TABLE_WITHOUT_ROW_SECURITY(
      Kind.RISK,
      "Other tables here are protected by row level security, this one is open",
      "ALTER TABLE ... ENABLE ROW LEVEL SECURITY and add policies"),

  // Choices that are hard to take back later.
  TABLE_WITHOUT_PRIMARY_KEY(
      Kind.CHOICE,
      "Rows without a key cannot be told apart, replicated or repaired",
      "add a primary key"),
  TABLE_UNLOGGED(
      Kind.CHOICE,
      "An unlogged table is empty after a crash and on every replica",
      "leave out UNLOGGED unless losing it is fine"),
  PREFER_BIGINT(
      Kind.CHOICE,
      "A key of 32 bits or less runs out, and changing it later rewrites the table",
      "use bigint"),
  PREFER_IDENTITY(
      Kind.CHOICE,
      "serial leaves rights and ownership of its sequence to chance",
      "use bigint GENERATED ALWAYS AS IDENTITY"),
  PREFER_TIMESTAMPTZ(
      Kind.CHOICE,
      "A timestamp without time zone means another moment on every server",
      "use timestamptz"),
  PREFER_TEXT(
      Kind.CHOICE,
      "The length of a varchar cannot be lowered later without a scan under lock",
      "use text, with a CHECK (length(...) <= n) if a limit is wanted"),
  PREFER_JSONB(
      Kind.CHOICE,
      "json has no equality: DISTINCT and GROUP BY fail, and it cannot be indexed",
      "use jsonb"),
  CHAR_TYPE(Kind.CHOICE, "char(n) pads with blanks that come and go in comparisons", "use text"),
  MONEY_TYPE(
      Kind.CHOICE,
      "money depends on a setting of the server",
      "use numeric or a bigint of the smallest unit"),
  WIDE_INDEX(
      Kind.CHOICE,
      "An index that is not unique rarely gains from a fourth column, and every write pays for it",
      "keep the columns that narrow most"),
  FOREIGN_KEY_WITHOUT_INDEX(
      Kind.CHOICE,
      "Without an index on it, every delete in the other table reads all of this one",
      "create an index that begins with the column");

  /** What is at stake. */
  enum Kind {
    /** Others wait; how bad that is depends on the size of the table. */
    WAIT(Severity.WARNING),
    /** The release before breaks. */
    BREAK(Severity.WARNING),
    RISK(Severity.WARNING),
    CHOICE(Severity.WARNING),
    /** It is never right without a reason. */
    ERROR(Severity.ERROR);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }
  }

  private final Kind kind;
  private final String why;
  private final String instead;

  Rule(Kind kind, String why, String instead) {
    this.kind = kind;
    this.why = why;
    this.instead = instead;
  }

  /** What it is called in findings and waivers. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Kind kind() {
    return kind;
  }

  Severity severity() {
    return kind.severity;
  }

  /** What is bad about it, a sentence without a full stop. */
  String why() {
    return why;
  }

  /** What to write instead. */
  String instead() {
    return instead;
  }

  /** The rule of a code. */
  static Optional<Rule> named(String code) {
    for (Rule rule : values()) {
      if (rule.code().equals(code)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
