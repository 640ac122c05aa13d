package dev.slipway.deliver.migrate;

import java.util.List;
import java.util.Optional;

/** What a statement does to a schema, as far as it matters to those who use it meanwhile. */
sealed interface Change {

  /**
   * CREATE TABLE.
   *
   * @param kept whether it outlives the session and a crash: neither temporary nor unlogged
   */
  record CreateTable(
      String table, boolean temporary, boolean kept, List<Column> columns, List<Constraint> more)
      implements Change {
    public CreateTable {
      columns = List.copyOf(columns);
      more = List.copyOf(more);
    }
  }

  /** ALTER TABLE with all its parts. */
  record AlterTable(String table, List<Alteration> alterations) implements Change {
    public AlterTable {
      alterations = List.copyOf(alterations);
    }
  }

  /** CREATE INDEX. */
  record CreateIndex(
      Optional<String> name,
      String table,
      boolean unique,
      boolean concurrently,
      List<String> columns)
      implements Change {
    public CreateIndex {
      columns = List.copyOf(columns);
    }
  }

  /**
   * DROP of anything.
   *
   * @param kind what, in lower case: {@code table}, {@code index}, {@code materialized view} ...
   */
  record Drop(String kind, List<String> names, boolean concurrently, boolean cascade)
      implements Change {
    public Drop {
      names = List.copyOf(names);
    }
  }

  /** A rename of something that is no part of a table. */
  record Rename(String kind, String name) implements Change {}

  record Truncate(List<String> tables, boolean cascade) implements Change {
    public Truncate {
      tables = List.copyOf(tables);
    }
  }

  /**
   * A command that works through a whole table: VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH.
   *
   * @param name what it works on; empty for everything
   * @param lock what it takes on the table
   */
  record Upkeep(String command, Optional<String> name, LockLevel lock) implements Change {}

  /**
   * INSERT, UPDATE, DELETE, MERGE or COPY FROM.
   *
   * @param everywhere whether it touches every row there is
   */
  record Data(String command, String table, boolean everywhere) implements Change {}

  /** CREATE TRIGGER, RULE, POLICY or STATISTICS on a table. */
  record Attach(String kind, String table, LockLevel lock) implements Change {}

  /** ALTER TYPE ... ADD VALUE. */
  record AddEnumValue(String type, String value) implements Change {}

  /**
   * A domain gets a constraint.
   *
   * @param existing whether tables use it already
   */
  record DomainConstraint(String domain, boolean existing, boolean notValid) implements Change {}

  record CreateRoutine(String name, boolean definer, boolean fixedPath) implements Change {}

  record LockTable(List<String> tables, LockLevel level) implements Change {
    public LockTable {
      tables = List.copyOf(tables);
    }
  }

  /** Something that neither locks a table for long nor breaks anybody, as far as is known. */
  record Other() implements Change {}
}
