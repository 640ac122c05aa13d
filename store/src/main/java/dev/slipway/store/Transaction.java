package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Work} may do with the database; for use by the thread that runs the work, while it
 * runs.
 *
 * <p>Values of a statement may be text, numbers, booleans (kept as 0 and 1), bytes, enums (kept by
 * name), {@code Instant} and {@code Duration} (kept in milliseconds), and optionals of these, empty
 * for null. They never become part of the text of a statement, nor of an error.
 */
public final class Transaction {
  private final SqlConnection connection;
  private final Thread thread = Thread.currentThread();
  private final List<Runnable> hooks = new ArrayList<>();
  private final Set<Runnable> afterwards = new LinkedHashSet<>();
  private boolean ended;

  Transaction(SqlConnection connection) {
    this.connection = connection;
  }

  /** Inserts, updates or deletes; answers with the number of rows that were. */
  public int update(String sql, Object... values) {
    check();
    return connection.update(sql, values);
  }

  /** All rows of a query (or of a statement with {@code returning}), in its order. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
    check();
    return connection.list(sql, reader, values);
  }

  /** The first row of a query, if it has any. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) {
    return list(sql, reader, values).stream().findFirst();
  }

  /** The number in column {@code n} of the one row of a query. */
  public long number(String sql, Object... values) {
    return first(sql, row -> row.number("n"), values)
        .orElseThrow(() -> new SlipwayException(ErrorCode.INTERNAL, "A query has no row: " + sql));
  }

  /**
   * Calls {@code hook} once this transaction is committed, before its caller hears of it, on the
   * thread of the database: in the order of commits, and not at all after a failure. It must be
   * quick and must not throw.
   */
  public void onCommit(Runnable hook) {
    check();
    hooks.add(hook);
  }

  /**
   * Calls {@code work} after all hooks of the commit, on the thread of the caller, which gets the
   * result then; not at all after a failure.
   */
  public void afterwards(Runnable work) {
    check();
    afterwards.add(work);
  }

  void end() {
    ended = true;
  }

  void committed() {
    hooks.forEach(Runnable::run);
  }

  void runAfterwards() {
    afterwards.forEach(Runnable::run);
  }

  private void check() {
    if (ended || Thread.currentThread() != thread) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "A transaction is used outside the work it was made for");
    }
  }
}
