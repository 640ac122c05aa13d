package dev.slipway.deliver.migrate;

/** Whether the release before works on with the schema that a statement leaves behind. */
final class Compatibility {
  private Compatibility() {}

  /** The phase of a script whose author says none: contract as soon as one statement breaks. */
  static Phase phaseOf(SqlScript script) {
    return script.statements().stream().anyMatch(Compatibility::breaks)
        ? Phase.CONTRACT
        : Phase.EXPAND;
  }

  /** Whether code that knows the schema before the statement may fail after it. */
  static boolean breaks(SqlStatement statement) {
    return statement.startsWith("drop table")
        || statement.startsWith("drop view")
        || (statement.startsWith("alter table")
            && (Cursor.contains(statement.tokens(), "drop column")
                || Cursor.contains(statement.tokens(), "rename")
                || Cursor.contains(statement.tokens(), "type")
                || Cursor.contains(statement.tokens(), "set not null")));
  }
}
