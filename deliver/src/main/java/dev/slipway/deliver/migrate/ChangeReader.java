package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a statement changes. It knows the statements that lock tables or break programs and
 * takes every other for harmless; it never fails.
 *
 * <p>Source: PostgreSQL documentation, "SQL Commands" and "Explicit Locking".
 */
final class ChangeReader {
  /** The kinds that DROP and ALTER ... RENAME name in two words. */
  private static final List<String> LONG_KINDS =
      List.of(
          "materialized view",
          "foreign table",
          "text search configuration",
          "event trigger",
          "access method");

  private static final Set<String> ROUTINES = Set.of("function", "procedure", "routine");

  private ChangeReader() {}

  static Change read(SqlStatement statement) {
    Cursor cursor = statement.cursor();
    if (cursor.take("create")) {
      return create(cursor);
    }
    if (cursor.take("alter")) {
      return alter(cursor);
    }
    if (cursor.take("drop")) {
      return drop(cursor);
    }
    if (cursor.take("truncate")) {
      return truncate(cursor);
    }
    if (cursor.take("lock")) {
      return lock(cursor);
    }
    if (cursor.take("comment on table") || cursor.take("comment on column")) {
      return attached("comment", cursor, LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
    return upkeep(cursor).or(() -> data(statement)).orElseGet(Change.Other::new);
  }

  private static Change create(Cursor cursor) {
    cursor.take("or replace");
    if (cursor.take("unique index")) {
      return index(cursor, true);
    }
    if (cursor.take("index")) {
      return index(cursor, false);
    }
    cursor.take("global");
    cursor.take("local");
    boolean temporary = cursor.take("temporary") || cursor.take("temp");
    boolean unlogged = cursor.take("unlogged");
    if (cursor.take("table")) {
      return TableReader.create(cursor, temporary, unlogged);
    }
    if (cursor.take("domain")) {
      String domain = cursor.name().orElse("");
      boolean constrained = cursor.rest().stream().anyMatch(token -> token.is("check"));
      return constrained ? new Change.DomainConstraint(domain, false, false) : new Change.Other();
    }
    if (cursor.take("function") || cursor.take("procedure")) {
      String name = cursor.name().orElse("");
      List<Token> rest = cursor.rest();
      return new Change.CreateRoutine(
          name,
          Cursor.contains(rest, "security definer"),
          Cursor.contains(rest, "set search_path"));
    }
    cursor.take("constraint");
    if (cursor.take("trigger")) {
      return on("trigger", cursor, LockLevel.SHARE_ROW_EXCLUSIVE);
    }
    if (cursor.take("policy")) {
      return on("policy", cursor, LockLevel.ACCESS_EXCLUSIVE);
    }
    if (cursor.take("rule")) {
      return on("rule", cursor, LockLevel.ACCESS_EXCLUSIVE);
    }
    return new Change.Other();
  }

  private static Change index(Cursor cursor, boolean unique) {
    boolean concurrently = cursor.take("concurrently");
    cursor.take("if not exists");
    Optional<String> name = cursor.peek().is("on") ? Optional.empty() : cursor.name();
    cursor.take("on");
    cursor.take("only");
    String table = cursor.name().orElse("");
    if (cursor.take("using")) {
      cursor.skip();
    }
    List<String> columns = new ArrayList<>();
    for (List<Token> part : Cursor.list(cursor.parenthesised())) {
      columns.add(part.isEmpty() || !part.getFirst().isName() ? "" : part.getFirst().name());
    }
    return new Change.CreateIndex(name, table, unique, concurrently, columns);
  }

  /** The table behind ON; a trigger has its events before it. */
  private static Change on(String kind, Cursor cursor, LockLevel lock) {
    while (!cursor.atEnd() && !cursor.take("on") && !cursor.take("to")) {
      cursor.skip();
    }
    return attached(kind, cursor, lock);
  }

  private static Change attached(String kind, Cursor cursor, LockLevel lock) {
    return cursor
        .name()
        .<Change>map(table -> new Change.Attach(kind, table, lock))
        .orElseGet(Change.Other::new);
  }

  private static Change alter(Cursor cursor) {
    if (cursor.take("table")) {
      return AlterTableReader.read(cursor);
    }
    if (cursor.take("domain")) {
      String domain = cursor.name().orElse("");
      List<Token> rest = cursor.rest();
      if (Cursor.contains(rest, "add constraint") || Cursor.contains(rest, "add check")) {
        return new Change.DomainConstraint(domain, true, Cursor.contains(rest, "not valid"));
      }
      return new Change.Other();
    }
    if (cursor.take("policy")) {
      return on("policy", cursor, LockLevel.ACCESS_EXCLUSIVE);
    }
    String kind = kind(cursor);
    cursor.take("if exists");
    String name = cursor.name().orElse("");
    if (kind.equals("type") && cursor.take("add value")) {
      cursor.take("if not exists");
      return new Change.AddEnumValue(name, cursor.peek().text());
    }
    if (kind.equals("type") && cursor.take("rename value")) {
      return new Change.Rename("enum value", name);
    }
    List<Token> rest = cursor.rest();
    boolean moves = Cursor.contains(rest, "rename") || Cursor.contains(rest, "set schema");
    boolean shared = !kind.equals("index") && !kind.equals("role") && !kind.equals("policy");
    return moves && shared ? new Change.Rename(kind, name) : new Change.Other();
  }

  private static String kind(Cursor cursor) {
    for (String kind : LONG_KINDS) {
      if (cursor.take(kind)) {
        return kind;
      }
    }
    return cursor.next().text().toLowerCase(Locale.ROOT);
  }

  private static Change drop(Cursor cursor) {
    String kind = kind(cursor);
    boolean concurrently = cursor.take("concurrently");
    cursor.take("if exists");
    List<String> names = new ArrayList<>();
    List<Token> rest = cursor.rest();
    for (List<Token> part : Cursor.list(rest)) {
      new Cursor(part).name().ifPresent(names::add);
    }
    String plain = ROUTINES.contains(kind) ? "function" : kind;
    boolean cascade = !rest.isEmpty() && rest.getLast().is("cascade");
    if (kind.equals("policy") || kind.equals("trigger") || kind.equals("rule")) {
      int on = Cursor.indexOf(rest, "on");
      Cursor behind = new Cursor(on < 0 ? List.of() : rest.subList(on + 1, rest.size()));
      return attached(kind, behind, LockLevel.ACCESS_EXCLUSIVE);
    }
    return new Change.Drop(plain, names, concurrently, cascade);
  }

  private static Change truncate(Cursor cursor) {
    cursor.take("table");
    List<Token> rest = cursor.rest();
    return new Change.Truncate(tables(rest), Cursor.contains(rest, "cascade"));
  }

  private static List<String> tables(List<Token> list) {
    List<String> tables = new ArrayList<>();
    for (List<Token> part : Cursor.list(list)) {
      Cursor cursor = new Cursor(part);
      cursor.take("only");
      cursor.name().ifPresent(tables::add);
    }
    return tables;
  }

  private static Change lock(Cursor cursor) {
    cursor.take("table");
    List<Token> rest = cursor.rest();
    int in = Cursor.indexOf(rest, "in");
    List<Token> names = in < 0 ? rest : rest.subList(0, in);
    LockLevel level = LockLevel.ACCESS_EXCLUSIVE;
    for (LockLevel wanted : LockLevel.values()) {
      String words = wanted.title().toLowerCase(Locale.ROOT) + " mode";
      if (in >= 0 && new Cursor(rest.subList(in + 1, rest.size())).take(words)) {
        level = wanted;
      }
    }
    return new Change.LockTable(tables(names), level);
  }

  private static Optional<Change> upkeep(Cursor cursor) {
    if (cursor.take("vacuum")) {
      List<Token> options = cursor.parenthesised();
      boolean full = cursor.take("full") || Cursor.contains(options, "full");
      cursor.take("freeze");
      cursor.take("verbose");
      cursor.take("analyze");
      LockLevel lock = full ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.SHARE_UPDATE_EXCLUSIVE;
      return Optional.of(new Change.Upkeep(full ? "VACUUM FULL" : "VACUUM", cursor.name(), lock));
    }
    if (cursor.take("cluster")) {
      cursor.take("verbose");
      return Optional.of(new Change.Upkeep("CLUSTER", cursor.name(), LockLevel.ACCESS_EXCLUSIVE));
    }
    if (cursor.take("reindex")) {
      cursor.parenthesised();
      String kind = cursor.next().text().toUpperCase(Locale.ROOT);
      boolean concurrently = cursor.take("concurrently");
      LockLevel lock = concurrently ? LockLevel.SHARE_UPDATE_EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE;
      return Optional.of(new Change.Upkeep("REINDEX " + kind, cursor.name(), lock));
    }
    if (cursor.take("refresh materialized view")) {
      boolean concurrently = cursor.take("concurrently");
      LockLevel lock = concurrently ? LockLevel.EXCLUSIVE : LockLevel.ACCESS_EXCLUSIVE;
      return Optional.of(new Change.Upkeep("REFRESH MATERIALIZED VIEW", cursor.name(), lock));
    }
    return Optional.empty();
  }

  private static Optional<Change> data(SqlStatement statement) {
    Cursor cursor = statement.cursor();
    boolean limited =
        Cursor.contains(statement.tokens(), "where")
            || Cursor.contains(statement.tokens(), "limit");
    for (String head : List.of("insert into", "merge into", "copy", "update", "delete from")) {
      if (cursor.take(head)) {
        cursor.take("only");
        boolean everywhere = !limited && (head.equals("update") || head.startsWith("delete"));
        String command = head.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        return cursor.name().map(table -> new Change.Data(command, table, everywhere));
      }
    }
    return Optional.empty();
  }
}
