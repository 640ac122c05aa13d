package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path folder;

  @Test
  void acceptsTheUserAndPasswordItWasAskedFor() throws SQLException {
    try (Lifetime lifetime = Lifetime.begin(folder, new Owner(Owner.Kind.RUN, "pg"))) {
      int port = lifetime.closing(Ports.ofMachine().free(lifetime.owner())).port();
      PostgresSpec spec =
          new PostgresSpec(
              Optional.of("15"), "harbor", Optional.of("s3cr'et"), "app", port, List.of());

      long start = System.nanoTime();
      EmbeddedPostgres postgres = EmbeddedPostgres.start(spec, lifetime, OutputSink.NONE);
      System.out.println("started in " + (System.nanoTime() - start) / 1_000_000 + " ms");

      assertThat(postgres.await(Duration.ofSeconds(5))).isTrue();
      assertThat(postgres.notes()).singleElement().asString().contains("postgres:15");
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/app";
      try (Connection connection = DriverManager.getConnection(url, "harbor", "s3cr'et");
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select current_user, version()")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString(1)).isEqualTo("harbor");
        assertThat(result.getString(2)).startsWith("PostgreSQL 18");
      }
      assertThatThrownBy(() -> DriverManager.getConnection(url, "harbor", "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }
}
