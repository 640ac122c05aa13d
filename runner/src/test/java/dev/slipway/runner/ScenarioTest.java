package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the semantics as a workflow and all that comes of it. */
@Timeout(60)
class ScenarioTest {
  @TempDir Path folder;

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(scenarios())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void endsAsExpected(String name) throws IOException {
    String actual = new Scenario(Files.readString(scenarios().resolve(name)), folder).run();

    String expectedName = name.replace(".yml", ".expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Path source =
          Path.of(System.getProperty("slipway.root"), "runner/src/test/resources/scenarios");
      Files.writeString(source.resolve(expectedName), actual);
      return;
    }
    assertThat(actual).isEqualTo(Files.readString(scenarios().resolve(expectedName)));
  }

  private static Path scenarios() {
    try {
      return Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
