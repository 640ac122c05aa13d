package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCommandTest {
  private static final String TEXT =
      """
      env: {LEVEL: info}
      components:
        db: {type: database}
        api:
          type: service
          start: ./api
          paths: /api
          env:
            DATABASE_URL: ${components.db.url}
            DSN: https://${secrets.SENTRY}@sentry.example.com/1
          secrets: [KEY]
        web:
          type: site
          config: {api: "${components.api.url}"}
      environments:
        staging:
          env: {LEVEL: debug}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTheFile() throws IOException {
    Files.writeString(folder.resolve("slipway.yaml"), TEXT);
  }

  private TypedLine env(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "env";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(folder, Map.of("LC_ALL", "C", "SLIPWAY_KEY", ""), line);
  }

  private void secret(String name) {
    SecretStore.open(folder.resolve(".slipway"), Optional.empty(), InstantSource.system())
        .set(Optional.of("staging"), name, Secret.of("hunter2"));
  }

  @Test
  void showsWhatEveryComponentGets() {
    secret("KEY");
    secret("SENTRY");

    TypedLine line = env("show", "staging");

    assertThat(line.error()).isEmpty();
    assertThat(line.exitCode()).isZero();
    Golden.check("env/01_show.txt", line.out());
  }

  @Test
  void explainsWhereEachValueIsFrom() {
    secret("KEY");
    secret("SENTRY");

    TypedLine line = env("show", "staging", "-c", "api", "--explain");

    Golden.check("env/02_explain.txt", line.out());
  }

  @Test
  void printsJsonForOtherPrograms() {
    secret("KEY");
    secret("SENTRY");

    TypedLine line = env("show", "staging", "--json");

    assertThat(line.out()).doesNotContain("hunter2");
    Golden.check("env/03_show.json", line.out());
  }

  @Test
  void failsAsLongAsASecretIsMissing() {
    secret("KEY");

    TypedLine line = env("show", "staging");

    assertThat(line.exitCode()).isOne();
    assertThat(line.out())
        .contains("run 'slipway secret set SENTRY --env staging'")
        .doesNotContain("nothing is missing");
  }

  @Test
  void namesWhatWasProbablyMeant() {
    assertThat(env("show", "stagin").error()).contains("did you mean 'staging'?");
    assertThat(env("show", "staging", "-c", "apy").error()).contains("did you mean 'api'?");
    assertThat(env("shw", "staging").exitCode()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Files.writeString(
        folder.resolve("slipway.yaml"), "components:\n  api: {type: servce}\n  web: {}\n");

    assertThat(env("show", "staging").error())
        .isEqualTo(
            "slipway: slipway.yaml:2:15: error: There is no type 'servce' here [wrong-value]; did"
                + " you mean 'service'? and 1 more error; run 'slipway check'\n");
  }

  @Test
  void writesTemplatesThatCheckIsContentWith() throws IOException {
    Files.writeString(folder.resolve("main.py"), "import os\nx = os.environ['KEY']\n");

    assertThat(check()).contains("there is no env.example [no-env-example]");
    assertThat(env("example").out()).isEqualTo("env.example: added KEY\n");
    assertThat(env("example").out()).startsWith("nothing to add");
    assertThat(check()).isEqualTo("+ no errors in 1 template, slipway.yaml\n");
    Files.writeString(folder.resolve("main.py"), "import os\nx = os.environ['DSN']\n");
    assertThat(check())
        .contains("env.example: error: main.py:2:8 reads DSN, which is not mentioned here")
        .contains("env.example:4:1: warning: No code of this folder reads KEY");
  }

  private String check() {
    return TypedLine.in(folder, Map.of("LC_ALL", "C"), "check").out();
  }
}
