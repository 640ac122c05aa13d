package dev.slipway.deliver.migrate;

/** One part of an ALTER TABLE. */
sealed interface Alteration {
  record AddColumn(Column column) implements Alteration {}

  record DropColumn(String column, boolean cascade) implements Alteration {}

  record ChangeType(String column, String type) implements Alteration {}

  record SetNotNull(String column) implements Alteration {}

  record DropNotNull(String column) implements Alteration {}

  record AddConstraint(Constraint constraint) implements Alteration {}

  record ValidateConstraint(String name) implements Alteration {}

  record RenameColumn(String column) implements Alteration {}

  /** The table itself gets another name or schema. */
  record MoveTable() implements Alteration {}

  /** Its data is written anew: another tablespace, access method or way of logging. */
  record Rewrite(String what) implements Alteration {}

  record AttachPartition(String partition) implements Alteration {}

  record DetachPartition(boolean concurrently) implements Alteration {}

  record EnableRowSecurity() implements Alteration {}

  /**
   * Anything else.
   *
   * @param lock what it takes
   */
  record Minor(LockLevel lock) implements Alteration {}
}
