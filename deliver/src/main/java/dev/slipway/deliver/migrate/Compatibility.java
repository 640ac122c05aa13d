package dev.slipway.deliver.migrate;

import java.util.Optional;
import java.util.Set;

/** Whether the release before works on with the schema that a statement leaves behind. */
final class Compatibility {
  /** What programs do not name: they do not miss it. */
  private static final Set<String> UNSEEN =
      Set.of(
          "index",
          "statistics",
          "extension",
          "role",
          "user",
          "publication",
          "subscription",
          "event trigger",
          "owned",
          "cast",
          "collation",
          "operator",
          "tablespace");

  private Compatibility() {}

  /** The phase of a script whose author says none: contract as soon as one statement breaks. */
  static Phase phaseOf(SqlScript script) {
    SchemaMemory memory = new SchemaMemory();
    for (SqlStatement statement : script.statements()) {
      Change change = ChangeReader.read(statement);
      if (broken(change, memory).isPresent()) {
        return Phase.CONTRACT;
      }
      memory.remember(change);
    }
    return Phase.EXPAND;
  }

  /** The rule by which a statement breaks the release before; what the file itself made is free. */
  static Optional<Rule> broken(Change change, SchemaMemory memory) {
    return switch (change) {
      case Change.AlterTable altered when !memory.isNew(altered.table()) ->
          altered.alterations().stream().flatMap(each -> broken(each).stream()).findFirst();
      case Change.Drop drop -> broken(drop, memory);
      case Change.Rename _ -> Optional.of(Rule.RENAME_OBJECT);
      case Change.AlterTable _,
          Change.CreateTable _,
          Change.CreateIndex _,
          Change.Truncate _,
          Change.Upkeep _,
          Change.Data _,
          Change.Attach _,
          Change.AddEnumValue _,
          Change.DomainConstraint _,
          Change.CreateRoutine _,
          Change.LockTable _,
          Change.Other _ ->
          Optional.empty();
    };
  }

  private static Optional<Rule> broken(Change.Drop drop, SchemaMemory memory) {
    if (UNSEEN.contains(drop.kind()) || drop.names().stream().allMatch(memory::isNew)) {
      return Optional.empty();
    }
    if (drop.kind().equals("database")) {
      return Optional.of(Rule.DROP_DATABASE);
    }
    return Optional.of(drop.kind().equals("table") ? Rule.DROP_TABLE : Rule.DROP_OBJECT);
  }

  /** The rule by which a part of an ALTER TABLE breaks the release before. */
  static Optional<Rule> broken(Alteration alteration) {
    return switch (alteration) {
      case Alteration.DropColumn _ -> Optional.of(Rule.DROP_COLUMN);
      case Alteration.RenameColumn _ -> Optional.of(Rule.RENAME_COLUMN);
      case Alteration.MoveTable _ -> Optional.of(Rule.RENAME_TABLE);
      case Alteration.ChangeType _ -> Optional.of(Rule.TYPE_CHANGE);
      case Alteration.SetNotNull _ -> Optional.of(Rule.SET_NOT_NULL_SCANS);
      case Alteration.AddColumn _,
          Alteration.DropNotNull _,
          Alteration.AddConstraint _,
          Alteration.ValidateConstraint _,
          Alteration.Rewrite _,
          Alteration.AttachPartition _,
          Alteration.DetachPartition _,
          Alteration.EnableRowSecurity _,
          Alteration.Minor _ ->
          Optional.empty();
    };
  }
}
