package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads ALTER TABLE.
 *
 * <p>Source of the locks: PostgreSQL documentation, "ALTER TABLE", the notes of each form.
 */
final class AlterTableReader {
  private AlterTableReader() {}

  /** Reads what follows {@code ALTER TABLE}. */
  static Change read(Cursor cursor) {
    if (cursor.take("all in tablespace")) {
      return new Change.Upkeep(
          "ALTER TABLE", java.util.Optional.empty(), LockLevel.ACCESS_EXCLUSIVE);
    }
    cursor.take("if exists");
    cursor.take("only");
    String table = cursor.name().orElse("");
    if (cursor.peek().kind() == Token.Kind.OPERATOR) {
      cursor.skip();
    }
    List<Alteration> alterations = new ArrayList<>();
    for (List<Token> part : Cursor.list(cursor.rest())) {
      alterations.add(alteration(new Cursor(part)));
    }
    return new Change.AlterTable(table, alterations);
  }

  private static Alteration alteration(Cursor cursor) {
    if (cursor.take("add")) {
      return add(cursor);
    }
    if (cursor.take("drop")) {
      return drop(cursor);
    }
    if (cursor.take("alter")) {
      cursor.take("column");
      String column = cursor.name().orElse("");
      return alterColumn(column, cursor);
    }
    if (cursor.take("rename")) {
      return rename(cursor);
    }
    if (cursor.take("validate constraint")) {
      return new Alteration.ValidateConstraint(cursor.name().orElse(""));
    }
    if (cursor.take("attach partition")) {
      return new Alteration.AttachPartition(cursor.name().orElse(""));
    }
    if (cursor.take("detach partition")) {
      return new Alteration.DetachPartition(Cursor.contains(cursor.rest(), "concurrently"));
    }
    if (cursor.take("enable row level security")) {
      return new Alteration.EnableRowSecurity();
    }
    return minor(cursor);
  }

  private static Alteration minor(Cursor cursor) {
    if (cursor.take("set schema")) {
      return new Alteration.MoveTable();
    }
    for (String words :
        List.of("set logged", "set unlogged", "set tablespace", "set access method")) {
      if (cursor.take(words)) {
        return new Alteration.Rewrite(words.substring("set ".length()));
      }
    }
    if (cursor.take("set without cluster") || cursor.take("cluster on")) {
      return new Alteration.Minor(LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
    if ((cursor.take("set") || cursor.take("reset")) && cursor.peek().isSign('(')) {
      return new Alteration.Minor(LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
    if (cursor.take("enable") || cursor.take("disable")) {
      cursor.take("replica");
      cursor.take("always");
      if (cursor.take("trigger")) {
        return new Alteration.Minor(LockLevel.SHARE_ROW_EXCLUSIVE);
      }
    }
    return new Alteration.Minor(LockLevel.ACCESS_EXCLUSIVE);
  }

  private static Alteration add(Cursor cursor) {
    if (TableReader.startsConstraint(cursor.peek())) {
      return new Alteration.AddConstraint(TableReader.constraint(cursor));
    }
    cursor.take("column");
    cursor.take("if not exists");
    return new Alteration.AddColumn(TableReader.column(cursor));
  }

  private static Alteration drop(Cursor cursor) {
    if (cursor.take("constraint")) {
      return new Alteration.Minor(LockLevel.ACCESS_EXCLUSIVE);
    }
    cursor.take("column");
    cursor.take("if exists");
    String column = cursor.name().orElse("");
    return new Alteration.DropColumn(column, cursor.take("cascade"));
  }

  private static Alteration alterColumn(String column, Cursor cursor) {
    cursor.take("set data");
    if (cursor.take("type")) {
      return new Alteration.ChangeType(column, TableReader.type(cursor));
    }
    if (cursor.take("set not null")) {
      return new Alteration.SetNotNull(column);
    }
    if (cursor.take("drop not null")) {
      return new Alteration.DropNotNull(column);
    }
    if (cursor.take("set statistics")) {
      return new Alteration.Minor(LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
    if (cursor.take("set") && cursor.peek().isSign('(')) {
      return new Alteration.Minor(LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
    return new Alteration.Minor(LockLevel.ACCESS_EXCLUSIVE);
  }

  private static Alteration rename(Cursor cursor) {
    if (cursor.take("to")) {
      return new Alteration.MoveTable();
    }
    if (cursor.take("constraint")) {
      return new Alteration.Minor(LockLevel.ACCESS_EXCLUSIVE);
    }
    cursor.take("column");
    return new Alteration.RenameColumn(cursor.name().orElse(""));
  }
}
