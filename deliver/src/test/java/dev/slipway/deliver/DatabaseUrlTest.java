package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {
  @Test
  void takesAUrlOfPostgresqlApart() {
    assertThat(
            DatabaseUrl.parse(
                "postgres://ada:a%2Fb+c@db.example.com:6432/my%20app?sslmode=require"))
        .isEqualTo(
            new DatabaseUrl.Postgres(
                "db.example.com", 6432, "my app", "ada", Secret.of("a/b+c"), "sslmode=require"));
  }

  @Test
  void fillsInWhatIsLeftOut() {
    assertThat(DatabaseUrl.parse("postgresql://[::1]/app"))
        .isEqualTo(new DatabaseUrl.Postgres("::1", 5432, "app", "postgres", Secret.of(""), ""));
  }

  @Test
  void writesTheSameUrlBack() {
    String text = "postgresql://ada:a%2Fb%2Bc@[::1]:6432/my%20app?sslmode=require";

    assertThat(DatabaseUrl.parse(text).url().value().reveal()).isEqualTo(text);
    assertThat(DatabaseUrl.parse(text).url().shown()).contains("ada:***@");
  }

  @Test
  void keepsUserPasswordAndForeignParametersOutOfTheFormOfJdbc() {
    assertThat(
            DatabaseUrl.parse("postgresql://ada:x@h/app?sslmode=require&connect_timeout=3").jdbc())
        .isEqualTo("jdbc:postgresql://h:5432/app?sslmode=require");
  }

  @Test
  void knowsFilesOfSqlite() {
    DatabaseUrl url = DatabaseUrl.parse("sqlite:////var/data/app.db");

    assertThat(url).isEqualTo(new DatabaseUrl.Sqlite(Path.of("/var/data/app.db")));
    assertThat(url.url().value().reveal()).isEqualTo("sqlite:////var/data/app.db");
    assertThat(url.jdbc()).isEqualTo("jdbc:sqlite:/var/data/app.db");
  }

  @Test
  void neverQuotesAnAddressItCannotRead() {
    for (String text :
        new String[] {
          "mysql://u:hunter2@h/x", "postgresql://u:hunter2@/x", "postgresql://u:hunter2 @h/d"
        }) {
      assertThatThrownBy(() -> DatabaseUrl.parse(text))
          .hasMessageContaining("percent-encoded")
          .hasMessageNotContaining("hunter2")
          .hasNoCause();
    }
  }
}
