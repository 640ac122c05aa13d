package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Whether a database can bear a release before traffic reaches it: it answers, takes writes, has
 * connections left and room on its disk.
 *
 * @param data where its data lies, if on this machine
 * @param instances how many instances are about to connect
 */
record DatabaseCheck(DatabaseUrl url, Optional<Path> data, int instances) {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long LEAST_BYTES = 256L << 20;
  private static final int LEAST_PERCENT = 2;
  private static final String QUESTION =
      """
      select current_setting('max_connections')::int,
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - (select count(*) from pg_stat_activity where backend_type = 'client backend')::int,
        current_setting('transaction_read_only') = 'on'
      """;

  /** Why it cannot, a sentence each; empty when it can. Takes 5 s at most for each question. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    switch (url) {
      case DatabaseUrl.Postgres postgres -> {
        connections(postgres).ifPresent(reasons::add);
        data.flatMap(DatabaseCheck::disk).ifPresent(reasons::add);
      }
      case DatabaseUrl.Sqlite sqlite -> {
        Path folder = sqlite.file().toAbsolutePath().getParent();
        if (folder != null && !Files.isWritable(folder)) {
          reasons.add("the folder of the database, " + folder + ", cannot be written to");
        } else if (folder != null) {
          disk(folder).ifPresent(reasons::add);
        }
      }
    }
    return reasons;
  }

  private Optional<String> connections(DatabaseUrl.Postgres address) {
    String place = address.host() + ":" + address.port() + "/" + address.database();
    try (Connection connection = source(address).getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) LIMIT.toSeconds());
      try (ResultSet result = statement.executeQuery(QUESTION)) {
        result.next();
        if (result.getBoolean(3)) {
          return Optional.of("the database " + place + " takes no writes: it is a replica");
        }
        int free = result.getInt(2);
        if (free >= instances) {
          return Optional.empty();
        }
        return Optional.of(
            "the database "
                + place
                + " has "
                + Math.max(free, 0)
                + " of "
                + result.getInt(1)
                + " connections left, and "
                + instances
                + " instances are to connect: close some or raise max_connections");
      }
    } catch (SQLException e) {
      return Optional.of("the database " + place + " does not let us in: " + e.getMessage());
    }
  }

  private static PGSimpleDataSource source(DatabaseUrl.Postgres address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbc());
    source.setUser(address.user());
    source.setPassword(address.password().reveal());
    source.setApplicationName("slipway check");
    source.setConnectTimeout((int) LIMIT.toSeconds());
    source.setLoginTimeout((int) LIMIT.toSeconds());
    source.setSocketTimeout((int) LIMIT.toSeconds());
    return source;
  }

  /** Both bounds must be met: a percent of a small disk is little, 256 MiB of a large one too. */
  private static Optional<String> disk(Path folder) {
    try {
      FileStore disk = Files.getFileStore(folder);
      long free = disk.getUsableSpace();
      long wanted = Math.max(LEAST_BYTES, disk.getTotalSpace() / 100 * LEAST_PERCENT);
      if (free >= wanted) {
        return Optional.empty();
      }
      return Optional.of(
          "the disk of the database has "
              + (free >> 20)
              + " MiB left where at least "
              + (wanted >> 20)
              + " are wanted ("
              + folder
              + ")");
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot look at the disk of " + folder + ": " + e.getMessage(), e);
    }
  }
}
