package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How large the tables of a database are, asked once each. Not thread-safe. */
final class TableSizes {
  /** An index stands for its table; a partitioned table for all that is in it. */
  private static final String QUERY =
      """
      with recursive named as (
        select coalesce(i.indrelid, c.oid) as oid
          from pg_class c left join pg_index i on i.indexrelid = c.oid
         where c.oid = to_regclass(?)
      ), parts as (
        select oid from named
        union all
        select h.inhrelid from pg_inherits h join parts p on p.oid = h.inhparent
      )
      select coalesce(sum(greatest(c.reltuples::bigint, s.n_live_tup, 0)), 0),
             coalesce(sum(pg_total_relation_size(c.oid)), 0),
             count(*)
        from parts p join pg_class c on c.oid = p.oid
             left join pg_stat_all_tables s on s.relid = c.oid
      """;

  private final Connection connection;
  private final Map<String, Optional<TableLock.TableSize>> known = new HashMap<>();

  TableSizes(Connection connection) {
    this.connection = connection;
  }

  /** The size of a table or of the table of an index; empty when it is not there. */
  Optional<TableLock.TableSize> of(String name) throws SQLException {
    Optional<TableLock.TableSize> size = known.get(name);
    if (size == null) {
      size = ask(name);
      known.put(name, size);
    }
    return size;
  }

  /** The same locks with the sizes of their tables. */
  List<TableLock> measure(List<TableLock> locks) throws SQLException {
    List<TableLock> measured = new ArrayList<>();
    for (TableLock lock : locks) {
      measured.add(new TableLock(lock.table(), lock.level(), of(lock.table())));
    }
    return measured;
  }

  private Optional<TableLock.TableSize> ask(String name) throws SQLException {
    StringBuilder quoted = new StringBuilder();
    for (String part : name.split("\\.", -1)) {
      quoted.append(quoted.isEmpty() ? "" : ".").append(Connections.quoted(part));
    }
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, quoted.toString());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        if (result.getLong(3) == 0) {
          return Optional.empty();
        }
        return Optional.of(new TableLock.TableSize(result.getLong(1), result.getLong(2)));
      }
    }
  }
}
