package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs the statements of one migration on one connection. Not thread-safe. */
final class MigrationRun {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** What passes by itself: a lock not to be had, a deadlock, a conflict of transactions. */
  private static final Set<String> WORTH_ANOTHER_ATTEMPT =
      Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");

  private final MigrationFile file;
  private final MigrationSettings settings;
  private final MigrationListener listener;
  private final Connection connection;
  private final ProgressTable progress;
  private int done;

  /**
   * A statement that failed for good.
   *
   * @param place where it stands in its file
   */
  record Failure(Position place, String reason, boolean lockTimeout, boolean partly) {}

  MigrationRun(
      MigrationFile file,
      int done,
      MigrationSettings settings,
      MigrationListener listener,
      Connection connection)
      throws SQLException {
    this.file = file;
    this.done = done;
    this.settings = settings;
    this.listener = listener;
    this.connection = connection;
    this.progress = ProgressTable.open(connection);
  }

  /** Runs what is left of the migration and notes it in the progress table. */
  Optional<Failure> run() throws SQLException {
    // A file may leave a role, a search path or a limit behind; the next one starts afresh.
    Connections.execute(connection, "reset role");
    Connections.execute(connection, "reset all");
    Optional<Failure> failure = file.migration().transactional() ? whole() : oneByOne();
    if (failure.isEmpty()) {
      Connections.execute(connection, "reset role");
      progress.note(connection, file, statements().size());
    }
    return failure;
  }

  private List<SqlStatement> statements() {
    return file.script().statements();
  }

  /** All statements, and again from the first one when a lock is not to be had. */
  private Optional<Failure> whole() throws SQLException {
    if (done == statements().size()) {
      return Optional.empty();
    }
    limit("local ", lockTimeout(), statementTimeout());
    for (int attempt = 1; ; attempt++) {
      Savepoint savepoint = connection.setSavepoint();
      int index = 0;
      try {
        for (; index < statements().size(); index++) {
          execute(statements().get(index));
        }
        connection.releaseSavepoint(savepoint);
        return Optional.empty();
      } catch (SQLException failed) {
        // Gives back every lock the attempt holds, so that nobody waits during the pause.
        connection.rollback(savepoint);
        if (!tryAgain(failed, attempt)) {
          return Optional.of(failure(statements().get(index), failed, false));
        }
      }
    }
  }

  private Optional<Failure> oneByOne() throws SQLException {
    boolean automatic = connection.getAutoCommit();
    connection.setAutoCommit(true);
    try {
      while (done < statements().size()) {
        SqlStatement statement = statements().get(done);
        Optional<Failure> failure = alone(statement);
        if (failure.isPresent()) {
          return failure;
        }
        done++;
        progress.note(connection, file, done);
      }
      return Optional.empty();
    } finally {
      connection.setAutoCommit(automatic);
    }
  }

  private Optional<Failure> alone(SqlStatement statement) throws SQLException {
    if (Transactions.isConcurrent(statement)) {
      limit("", settings.concurrentTimeout(), settings.concurrentTimeout());
    } else {
      limit("", lockTimeout(), statementTimeout());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        InvalidIndexes.clear(connection, statement).ifPresent(this::say);
        execute(statement);
        return Optional.empty();
      } catch (SQLException failed) {
        if (!tryAgain(failed, attempt)) {
          return Optional.of(failure(statement, failed, done > 0));
        }
      }
    }
  }

  private void say(String note) {
    listener.on(new MigrationProgress.Noted(file.migration(), note));
  }

  private Duration lockTimeout() {
    return file.directives().lockTimeout().orElse(settings.lockTimeout());
  }

  private Duration statementTimeout() {
    return file.directives().statementTimeout().orElse(settings.statementTimeout());
  }

  private void limit(String scope, Duration lock, Duration statement) throws SQLException {
    Connections.execute(connection, "set " + scope + "lock_timeout = " + lock.toMillis());
    Connections.execute(connection, "set " + scope + "statement_timeout = " + statement.toMillis());
    Connections.execute(connection, "set " + scope + "idle_in_transaction_session_timeout = 0");
  }

  private void execute(SqlStatement statement) throws SQLException {
    if (statement.copyData().isEmpty()) {
      Connections.execute(connection, statement.sql());
      return;
    }
    try (StringReader data = new StringReader(statement.copyData().get())) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.sql(), data);
    } catch (IOException broken) {
      throw new SQLException("The connection broke while data was copied", broken);
    }
  }

  private boolean tryAgain(SQLException failed, int attempt) {
    if (!WORTH_ANOTHER_ATTEMPT.contains(String.valueOf(failed.getSQLState()))
        || attempt >= settings.attempts()) {
      return false;
    }
    Duration pause = settings.pause(attempt);
    listener.on(
        new MigrationProgress.Retrying(
            file.migration(), attempt, settings.attempts(), reason(failed), pause));
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  private Failure failure(SqlStatement statement, SQLException failed, boolean partly) {
    int offset = statement.start();
    Optional<ServerErrorMessage> message = message(failed);
    // The server counts characters from 1; the text is held in UTF-16 units.
    int position = message.map(ServerErrorMessage::getPosition).orElse(0);
    if (position > 0 && position <= statement.sql().codePointCount(0, statement.sql().length())) {
      offset += statement.sql().offsetByCodePoints(0, position - 1);
    }
    return new Failure(
        file.script().position(offset),
        reason(failed),
        LOCK_NOT_AVAILABLE.equals(failed.getSQLState()),
        partly);
  }

  private static String reason(SQLException failed) {
    StringBuilder text = new StringBuilder();
    Optional<ServerErrorMessage> message = message(failed);
    text.append(
        message
            .flatMap(error -> Optional.ofNullable(error.getMessage()))
            .orElse(String.valueOf(failed.getMessage())));
    message
        .flatMap(error -> Optional.ofNullable(error.getDetail()))
        .ifPresent(detail -> text.append(" (").append(detail).append(')'));
    message
        .flatMap(error -> Optional.ofNullable(error.getHint()))
        .ifPresent(hint -> text.append("; ").append(hint));
    return text.toString();
  }

  private static Optional<ServerErrorMessage> message(SQLException failed) {
    if (failed instanceof PSQLException answer) {
      return Optional.ofNullable(answer.getServerErrorMessage());
    }
    return Optional.empty();
  }
}
