package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken workflow has one error, and its text is held by a golden file beside it. */
class BrokenWorkflowsTest {
  private static final Path FOLDER = Path.of("src/test/resources/broken");
  private static final String WORKFLOWS = ".github/workflows/";

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasOneExactError(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));

    Parsed<Workflow> parsed = WorkflowReader.read(WORKFLOWS + name, bytes, this::called);

    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.problems()).hasSize(1);
    Problem problem = parsed.problems().getFirst();
    String text = problem.render(new String(bytes, StandardCharsets.UTF_8));
    Path golden = FOLDER.resolve(name.replace(".yml", ".expected.txt"));
    if ("true".equals(System.getProperty("golden.update"))) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  private Optional<WorkflowLookup.Source> called(WorkflowRef ref, String caller) {
    String path = ref.text().replace("./", "");
    String name = path.replace(WORKFLOWS, "");
    return Stream.of(FOLDER.resolve("called").resolve(name), FOLDER.resolve(name))
        .filter(Files::exists)
        .findFirst()
        .map(file -> new WorkflowLookup.Source(path, read(file)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
