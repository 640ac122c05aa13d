package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPostgresTest {
  private static final PostgresLogin LOGIN = new PostgresLogin("harbor", "s3cr'et", "harbor");
  private static final Duration GRACE = Duration.ofSeconds(10);

  @TempDir Path temporary;

  @AfterEach
  void destroy() {
    KeptPostgres.find(folder(), LOGIN).ifPresent(postgres -> postgres.destroy(Duration.ZERO));
  }

  @Test
  void keepsItsDataThroughAnEndAndAnotherStart() throws Exception {
    KeptPostgres first = open(LOGIN);
    execute(first, "create table t (v text); insert into t values ('kept')");
    first.stop(GRACE);
    assertThat(first.state()).isInstanceOf(KeptState.Ended.class);
    assertThat(first.state().last().orElseThrow().code()).isZero();

    KeptPostgres second = open(LOGIN);

    assertThat(one(second, "select v from t")).isEqualTo("kept");
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(one(second, "show fsync")).isEqualTo("on");
  }

  @Test
  void isTheSameServerWhenItRunsAlready() throws Exception {
    KeptPostgres first = open(LOGIN);
    long pid = pid(first);

    KeptPostgres second = open(LOGIN);

    assertThat(pid(second)).isEqualTo(pid);
    assertThat(second.state().restarts()).isZero();
  }

  @Test
  void comesBackByItselfWithItsDataWhenItIsKilled() throws Exception {
    KeptPostgres postgres = open(LOGIN);
    execute(postgres, "create table t (v text); insert into t values ('kept')");

    ProcessHandle.of(pid(postgres)).orElseThrow().destroyForcibly();

    Eventually.holds(() -> postgres.state().restarts() > 0 && isReady(postgres));
    assertThat(one(postgres, "select v from t")).isEqualTo("kept");
  }

  @Test
  void givesTheUserADatabaseOfItsOwnButNotTheServer() throws Exception {
    KeptPostgres postgres = open(LOGIN);

    assertThat(one(postgres, "select rolsuper from pg_roles where rolname = current_user"))
        .isEqualTo("f");
    assertThat(
            one(
                postgres,
                "select pg_get_userbyid(datdba) from pg_database where datname = 'harbor'"))
        .isEqualTo("harbor");
    execute(postgres, "create role reader; set role reader; reset role");
    execute(postgres, "create extension pgcrypto");
    assertThatThrownBy(() -> execute(postgres, "copy (select 1) to program 'true'"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void takesAnotherPasswordAndAnotherDatabase() throws Exception {
    open(LOGIN);
    PostgresLogin changed = new PostgresLogin("harbor", "other", "second");

    KeptPostgres postgres = open(changed);

    assertThat(one(postgres, "select current_database()")).isEqualTo("second");
    KeptPostgres old = KeptPostgres.find(folder(), LOGIN).orElseThrow();
    assertThatThrownBy(() -> one(old, "select 1")).hasMessageContaining("password");
  }

  @Test
  void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
    KeptPostgres first = open(LOGIN);
    first.stop(GRACE);

    try (ServerSocket thief = new ServerSocket(first.port())) {
      KeptPostgres second = open(LOGIN);

      assertThat(second.port()).isNotEqualTo(thief.getLocalPort());
      assertThat(one(second, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void removesTheDataOfATemporaryFolderThatIsGone() throws Exception {
    Path gone = temporary.resolve("gone");
    KeptPostgres first = open(gone, LOGIN);
    first.stop(GRACE);
    Path data = first.data();
    Assumptions.assumeFalse(data.startsWith(gone), "the data lies in the folder itself");
    Folders.delete(gone);
    assertThat(data).exists();

    open(LOGIN);

    assertThat(data).doesNotExist();
  }

  @Test
  void refusesTheDataOfAnotherMajor() throws Exception {
    KeptPostgres postgres = open(LOGIN);
    postgres.stop(GRACE);
    Files.writeString(postgres.data().resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(() -> open(LOGIN))
        .hasMessageContaining("is that of PostgreSQL 9")
        .hasMessageContaining("dump it");
  }

  @Test
  void keepsThePasswordFromFilesAndCommandLines() throws Exception {
    KeptPostgres postgres = open(new PostgresLogin("harbor", "unmistakable", "harbor"));

    for (ProcessTable.Row row : ProcessTable.read()) {
      Path line = Path.of("/proc/" + row.pid() + "/cmdline");
      assertThat(Files.exists(line) ? Files.readString(line) : "").doesNotContain("unmistakable");
    }
    assertThat(Files.readString(postgres.folder().resolve("output.log")))
        .doesNotContain("unmistakable");
    assertThat(postgres.login().toString()).doesNotContain("unmistakable");
  }

  private Path folder() {
    return temporary.resolve("a-folder-with-a-name-so-long-that-no-socket-fits/databases/staging");
  }

  private KeptPostgres open(PostgresLogin login) {
    return open(folder(), login);
  }

  private KeptPostgres open(Path folder, PostgresLogin login) {
    try (Lifetime lifetime = Lifetimes.begin(temporary.resolve("state"))) {
      return KeptPostgres.open(folder, login, Ports.at(temporary.resolve("ports")), lifetime);
    }
  }

  private static long pid(KeptPostgres postgres) {
    return ((KeptState.Running) postgres.state()).pid();
  }

  private static boolean isReady(KeptPostgres postgres) {
    try {
      return one(postgres, "select 1").equals("1");
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection connect(KeptPostgres postgres) throws SQLException {
    PostgresLogin login = postgres.login();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + login.database(),
        login.user(),
        login.password());
  }

  private static void execute(KeptPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(KeptPostgres postgres, String query) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
