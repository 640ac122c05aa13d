package dev.slipway.runner;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Schema;
import dev.slipway.runner.report.Quarantine;
import dev.slipway.runner.report.QuarantineReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What slipway.yaml says about runs: its sections {@code runner} and {@code tests}.
 *
 * @param maxParallel jobs at the same time; empty for as many as the machine has processors
 * @param strictToolchain whether a toolchain version that is not installed is an error
 * @param keepRuns how many runs are kept under {@code .slipway/runs}
 * @param repositories local folders of other repositories, by {@code owner/name} in lower case,
 *     relative to the file's folder
 * @param quarantine tests whose failure does not count
 */
public record RunnerSettings(
    OptionalInt maxParallel,
    boolean strictToolchain,
    int keepRuns,
    Map<String, Path> repositories,
    Quarantine quarantine) {
  private static final int DEFAULT_KEEP = 50;
  private static final int MOST = 10_000;

  /** The settings of a project without the sections. */
  public static final RunnerSettings DEFAULT =
      new RunnerSettings(OptionalInt.empty(), false, DEFAULT_KEEP, Map.of(), Quarantine.NONE);

  private static final Schema RUNNER =
      Schema.nullable(
          Schema.keys(
              Schema.optional("max-parallel", Schema.integer(1, MOST)),
              Schema.optional("strict-toolchain", Schema.bool()),
              Schema.optional("keep-runs", Schema.integer(1, MOST)),
              Schema.optional(
                  "repositories",
                  Schema.nullable(
                      new Schema.MapOf(
                          new Schema.Text("owner/name", RunnerSettings::isRepository),
                          Schema.text())))));

  /** Copies the map. */
  public RunnerSettings {
    repositories = Map.copyOf(repositories);
  }

  /** The keys of the file this room answers for. */
  public static Set<String> sections() {
    return Set.of("runner", "tests");
  }

  /** Reads both sections of the file; what other keys it has is not looked at. */
  public static Parsed<RunnerSettings> of(Document document, LocalDate today) {
    if (!(document.root() instanceof Node.Mapping root)) {
      return Parsed.of(DEFAULT);
    }
    var problems = new ArrayList<Problem>();
    Optional<Node> runner = root.find("runner");
    runner.ifPresent(section -> problems.addAll(RUNNER.check(section)));
    Parsed<Quarantine> quarantine =
        root.find("tests")
            .map(section -> QuarantineReader.read(section, today))
            .orElseGet(() -> Parsed.of(Quarantine.NONE));
    problems.addAll(quarantine.problems());
    if (problems.stream().anyMatch(Problem::isError)) {
      return Parsed.failed(problems);
    }
    return Parsed.of(of(runner, quarantine.value().orElse(Quarantine.NONE)), problems);
  }

  private static RunnerSettings of(Optional<Node> section, Quarantine quarantine) {
    if (section.isPresent() && section.get() instanceof Node.Mapping runner) {
      return new RunnerSettings(
          number(runner, "max-parallel"),
          runner.find("strict-toolchain").filter(RunnerSettings::isTrue).isPresent(),
          number(runner, "keep-runs").orElse(DEFAULT_KEEP),
          repositories(runner),
          quarantine);
    }
    return new RunnerSettings(
        DEFAULT.maxParallel(),
        DEFAULT.strictToolchain(),
        DEFAULT.keepRuns(),
        DEFAULT.repositories(),
        quarantine);
  }

  private static OptionalInt number(Node.Mapping section, String key) {
    if (section.find(key).orElse(section) instanceof Node.Scalar scalar) {
      return OptionalInt.of((int) scalar.number());
    }
    return OptionalInt.empty();
  }

  private static boolean isTrue(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isTrue();
  }

  private static Map<String, Path> repositories(Node.Mapping section) {
    Map<String, Path> folders = new LinkedHashMap<>();
    Optional<Node> names = section.find("repositories");
    if (names.isPresent() && names.get() instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.key() instanceof Node.Scalar name && entry.value() instanceof Node.Scalar path) {
          folders.put(name.text().toLowerCase(Locale.ROOT), Path.of(path.text()));
        }
      }
    }
    return folders;
  }

  private static boolean isRepository(String text) {
    return text.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
  }
}
