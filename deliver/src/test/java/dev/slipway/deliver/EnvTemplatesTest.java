package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvTemplatesTest {
  private static final String TEXT =
      """
      components:
        api:
          type: service
          path: backend
          start: x
          env: {LOG_LEVL: info}
          secrets: [SECRET_KEY]
      environments:
        staging:
      """;
  private static final String CODE =
      """
      import os
      port = os.environ["PORT"]
      key = os.environ["SECRET_KEY"]
      url = os.environ["DATABASE_URL"]
      level = os.environ.get("LOG_LEVEL", "info level")
      """;

  @TempDir Path root;

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private EnvTemplates templates() {
    return new EnvTemplates(root, DeliveryTest.read(TEXT));
  }

  private List<String> problems() {
    List<Problem> all = new ArrayList<>(templates().check().settings());
    templates().check().templates().forEach(checked -> all.addAll(checked.problems()));
    return all.stream()
        .map(one -> one.headline() + one.hint().map(hint -> " -> " + hint).orElse(""))
        .toList();
  }

  @Test
  void saysWhatTheTemplateLacksAndWhatNobodyReads() throws IOException {
    write("backend/main.py", CODE);
    write(
        "backend/env.example",
        """
        SECRET_KEY=
        LOG_LEVELS=x
        # gunicorn reads WEB_CONCURRENCY by itself
        WEB_CONCURRENCY=2
        """);

    assertThat(problems())
        .containsExactly(
            "slipway.yaml:6:21: warning: No code of 'api' reads LOG_LEVL [setting-unread]"
                + " -> did you mean 'LOG_LEVEL'?",
            "slipway.yaml:2:3: warning: 'api' fails without DATABASE_URL"
                + " (backend/main.py:4:10), and in staging nothing sets it [setting-missing]"
                + " -> give it a value under 'env', or name it under 'secrets'",
            "backend/env.example: error: backend/main.py:4:10 reads DATABASE_URL, which is not"
                + " mentioned here [env-example-incomplete]"
                + " -> add it, or run 'slipway env example'",
            "backend/env.example: warning: backend/main.py:5:12 reads LOG_LEVEL, which is not"
                + " mentioned here [env-example-incomplete]"
                + " -> add it, or run 'slipway env example'",
            "backend/env.example:2:1: warning: No code of this folder reads LOG_LEVELS"
                + " [env-example-unread] -> did you mean 'LOG_LEVEL'?");
  }

  @Test
  void aLineThatIsCommentedOutOrAWordOfACommentIsEnough() throws IOException {
    write("backend/main.py", CODE);
    write("backend/env.example", "SECRET_KEY=\n# LOG_LEVEL=info\n# or the parts of DATABASE_URL\n");

    assertThat(problems()).noneMatch(line -> line.contains("env.example"));
  }

  @Test
  void asksForATemplateWhereCodeReadsAnything() throws IOException {
    write("backend/main.py", "x = os.environ['PORT']\n");
    assertThat(problems()).isEmpty();

    write("backend/main.py", CODE);
    assertThat(problems())
        .anyMatch(
            line ->
                line.contains("The code of 'api' reads 4 variables and there is no backend/env"));
  }

  @Test
  void writesATemplateFromTheCode() throws IOException {
    write("backend/main.py", CODE);

    List<EnvTemplates.Renewed> renewed = templates().renew(List.of());

    assertThat(renewed)
        .containsExactly(
            new EnvTemplates.Renewed(
                Path.of("backend/env.example"),
                """
                # What this code reads from its environment. Copy to .env and fill in.

                # Read in main.py; needed.
                DATABASE_URL=

                # Read in main.py.
                LOG_LEVEL='info level'

                # Read in main.py; needed. A secret: see 'slipway secret --help'.
                SECRET_KEY=
                """,
                List.of("DATABASE_URL", "LOG_LEVEL", "SECRET_KEY")));
  }

  @Test
  void keepsWhatIsThereAndIsDoneOnce() throws IOException {
    write("backend/main.py", CODE);
    write("backend/env.example", "# mine\nSECRET_KEY=x\nLOG_LEVEL=debug");

    EnvTemplates.Renewed renewed = templates().renew(List.of()).getFirst();
    write(renewed.file().toString(), renewed.text());

    assertThat(renewed.text())
        .isEqualTo(
            "# mine\nSECRET_KEY=x\nLOG_LEVEL=debug\n\n# Read in main.py; needed.\nDATABASE_URL=\n");
    assertThat(templates().renew(List.of())).isEmpty();
    assertThat(templates().renew(List.of(new ComponentName("other")))).isEmpty();
  }
}
