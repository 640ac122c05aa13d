package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {
  @Test
  void setsUpAUserAPasswordAndADatabaseWithAnyCharacters() {
    PostgresSpec spec = spec("a\"b", Optional.of("it's"), "d\"e");

    assertThat(PostgresSettings.setUp(spec))
        .containsExactly(
            "create role \"a\"\"b\" superuser createdb createrole replication bypassrls login",
            "alter role \"a\"\"b\" password 'it''s'",
            "alter database slipway_spare rename to \"d\"\"e\"",
            "alter database \"d\"\"e\" owner to \"a\"\"b\"");
  }

  @Test
  void keepsTheUserAndDatabaseThatAreThereAlready() {
    assertThat(PostgresSettings.setUp(spec("postgres", Optional.empty(), "postgres")))
        .containsExactly("drop database slipway_spare");
  }

  @Test
  void trustsOnlyWithoutAPassword() {
    Path data = Path.of("/data");

    assertThat(PostgresSettings.arguments(data, spec("a", Optional.empty(), "a")))
        .contains("hba_file=/data/trust.conf");
    assertThat(PostgresSettings.arguments(data, spec("a", Optional.of("x"), "a")))
        .doesNotContain("hba_file=/data/trust.conf")
        .contains("listen_addresses=127.0.0.1");
  }

  @Test
  void showsNoPassword() {
    assertThat(spec("a", Optional.of("hunter2"), "d").toString())
        .isEqualTo("PostgresSpec[a@127.0.0.1:5432/d]");
  }

  @Test
  void refusesWhatNoServerCanHave() {
    assertThatThrownBy(() -> spec("", Optional.empty(), "d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spec("a", Optional.of("x\0y"), "d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new PostgresSpec(Optional.empty(), "a", Optional.empty(), "d", 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void speaksTheStartUpMessage() throws IOException {
    byte[] message = PostgresSession.startup("me", "db");

    assertThat(message.length).isEqualTo(message[3]);
    assertThat(message[5]).as("protocol 3.0").isEqualTo((byte) 3);
    assertThat(new String(message, 8, message.length - 8, StandardCharsets.UTF_8))
        .isEqualTo("user\0me\0database\0db\0\0");
  }

  @Test
  void readsTheMessageOfAnError() throws IOException {
    byte[] error = "SFATAL\0C28P01\0Mno such role\0\0".getBytes(StandardCharsets.UTF_8);

    assertThat(PostgresSession.errorText(new ByteArrayInputStream(error)))
        .isEqualTo("no such role");
  }

  private static PostgresSpec spec(String user, Optional<String> password, String database) {
    return new PostgresSpec(Optional.empty(), user, password, database, 5432, List.of());
  }
}
