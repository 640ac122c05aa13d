package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
  @TempDir Path folder;

  private TypedLine conformance(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "conformance";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(folder, Map.of(), line);
  }

  private void expressions(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"sums": [
          {"expr": "1 == 1", "result": {"kind": "Boolean", "value": true}},
          {"expr": "'a' == 'b'", "result": {"kind": "Boolean", "value": true}}
        ]}
        """);
  }

  @Test
  void printsEachFailureAndTheScoreLast() throws IOException {
    expressions("cases/expressions/sums.json");

    TypedLine line = conformance("cases");

    assertThat(line.exitCode()).isEqualTo(1);
    assertThat(line.out()).contains("sums.json sums[1]").contains("'a' == 'b'").endsWith("\n1/2\n");
  }

  @Test
  void takesAFolderOfOneKind() throws IOException {
    expressions("expressions/sums.json");

    assertThat(conformance("expressions").out()).endsWith("1/2\n");
  }

  @Test
  void printsJsonForOtherPrograms() throws IOException {
    expressions("expressions/sums.json");

    assertThat(conformance("expressions", "--json").out())
        .startsWith("{\"passed\":1,\"cases\":2,\"failures\":[{\"case\":\"sums.json sums[1]\"");
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    assertThat(conformance().error()).contains("'conformance' wants DIR");
    assertThat(conformance("nope").error()).contains("nope: there is no such directory");
    assertThat(conformance("empty").error()).contains("holds no cases");
    assertThat(conformance("nope").exitCode()).isEqualTo(2);
  }

  @Test
  void passesGithubsOwnCasesWhereTheyAreAtHand() {
    Path cases = Path.of(System.getProperty("slipway.root", ".."), "../shared/conformance");
    if (!Files.isDirectory(cases)) {
      System.out.println("skipped: no conformance cases at " + cases);
      return;
    }

    TypedLine line = TypedLine.of("conformance", cases.toAbsolutePath().normalize().toString());

    assertThat(line.exitCode()).as(line.out()).isZero();
  }
}
