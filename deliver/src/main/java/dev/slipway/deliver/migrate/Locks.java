package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which table locks statements take.
 *
 * <p>Source: PostgreSQL documentation, "Explicit Locking" and the page of each command. A DROP
 * INDEX does not name its table: its lock is shown on the index.
 */
final class Locks {
  private Locks() {}

  /** The strongest lock on each table that is older than the script, strongest first. */
  static List<TableLock> of(SqlScript script) {
    SchemaMemory memory = new SchemaMemory();
    Map<String, LockLevel> strongest = new LinkedHashMap<>();
    for (SqlStatement statement : script.statements()) {
      Change change = ChangeReader.read(statement);
      memory.remember(change);
      for (TableLock lock : of(change)) {
        if (!memory.isNew(lock.table()) && !lock.table().isEmpty()) {
          strongest.merge(SchemaMemory.plain(lock.table()), lock.level(), LockLevel::stronger);
        }
      }
    }
    List<TableLock> locks = new ArrayList<>();
    strongest.forEach((table, level) -> locks.add(lock(table, level)));
    locks.sort(Collections.reverseOrder(Comparator.comparing(TableLock::level)));
    return locks;
  }

  /** The locks that one statement takes. */
  static List<TableLock> of(Change change) {
    return switch (change) {
      case Change.CreateTable table -> referenced(table);
      case Change.AlterTable altered -> altered(altered);
      case Change.CreateIndex index ->
          List.of(
              lock(
                  index.table(),
                  index.concurrently() ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.SHARE));
      case Change.Drop drop -> dropped(drop);
      case Change.Truncate truncate ->
          truncate.tables().stream().map(table -> lock(table, LockLevel.ACCESS_EXCLUSIVE)).toList();
      case Change.Upkeep upkeep ->
          upkeep.name().map(name -> lock(name, upkeep.lock())).stream().toList();
      case Change.Data data -> List.of(lock(data.table(), LockLevel.ROW_EXCLUSIVE));
      case Change.Attach attached -> List.of(lock(attached.table(), attached.lock()));
      case Change.LockTable locked ->
          locked.tables().stream().map(table -> lock(table, locked.level())).toList();
      case Change.Rename _,
          Change.AddEnumValue _,
          Change.DomainConstraint _,
          Change.CreateRoutine _,
          Change.Other _ ->
          List.of();
    };
  }

  private static List<TableLock> referenced(Change.CreateTable table) {
    List<TableLock> locks = new ArrayList<>();
    table.columns().stream()
        .flatMap(column -> column.references().stream())
        .forEach(other -> locks.add(lock(other, LockLevel.SHARE_ROW_EXCLUSIVE)));
    table.more().stream()
        .flatMap(constraint -> constraint.references().stream())
        .forEach(other -> locks.add(lock(other, LockLevel.SHARE_ROW_EXCLUSIVE)));
    return locks;
  }

  private static List<TableLock> altered(Change.AlterTable altered) {
    List<TableLock> locks = new ArrayList<>();
    for (Alteration alteration : altered.alterations()) {
      locks.add(lock(altered.table(), level(alteration)));
      if (alteration instanceof Alteration.AddConstraint added) {
        added
            .constraint()
            .references()
            .ifPresent(other -> locks.add(lock(other, LockLevel.SHARE_ROW_EXCLUSIVE)));
      }
      if (alteration instanceof Alteration.AddColumn added) {
        added
            .column()
            .references()
            .ifPresent(other -> locks.add(lock(other, LockLevel.SHARE_ROW_EXCLUSIVE)));
      }
      if (alteration instanceof Alteration.AttachPartition attached) {
        locks.add(lock(attached.partition(), LockLevel.ACCESS_EXCLUSIVE));
      }
    }
    return locks;
  }

  /** The lock of a part of an ALTER TABLE on the table itself. */
  static LockLevel level(Alteration alteration) {
    return switch (alteration) {
      case Alteration.AddConstraint added
          when added.constraint().kind() == Constraint.Kind.FOREIGN_KEY ->
          LockLevel.SHARE_ROW_EXCLUSIVE;
      case Alteration.ValidateConstraint _, Alteration.AttachPartition _ ->
          LockLevel.SHARE_UPDATE_EXCLUSIVE;
      case Alteration.DetachPartition detached when detached.concurrently() ->
          LockLevel.SHARE_UPDATE_EXCLUSIVE;
      case Alteration.Minor minor -> minor.lock();
      case Alteration.AddColumn _,
          Alteration.DropColumn _,
          Alteration.ChangeType _,
          Alteration.SetNotNull _,
          Alteration.DropNotNull _,
          Alteration.AddConstraint _,
          Alteration.RenameColumn _,
          Alteration.MoveTable _,
          Alteration.Rewrite _,
          Alteration.DetachPartition _,
          Alteration.EnableRowSecurity _ ->
          LockLevel.ACCESS_EXCLUSIVE;
    };
  }

  private static List<TableLock> dropped(Change.Drop drop) {
    boolean locks =
        switch (drop.kind()) {
          case "table", "index", "view", "materialized view", "foreign table" -> true;
          default -> false;
        };
    if (!locks) {
      return List.of();
    }
    LockLevel level =
        drop.concurrently() ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE;
    return drop.names().stream().map(name -> lock(name, level)).toList();
  }

  private static TableLock lock(String table, LockLevel level) {
    return new TableLock(table, level, Optional.empty());
  }
}
