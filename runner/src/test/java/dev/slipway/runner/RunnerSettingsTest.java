package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Document;
import dev.slipway.document.Parsed;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerSettingsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static Parsed<RunnerSettings> read(String yaml) {
    return RunnerSettings.of(Document.read("slipway.yaml", yaml).value().orElseThrow(), TODAY);
  }

  @Test
  void everythingHasADefault() {
    assertThat(read("").value()).contains(RunnerSettings.DEFAULT);
    assertThat(read("components: {}\nrunner:\ntests:\n").value()).contains(RunnerSettings.DEFAULT);
  }

  @Test
  void readsItsKeys() {
    RunnerSettings settings =
        read("""
        runner:
          max-parallel: 2
          strict-toolchain: true
          keep-runs: 7
          repositories:
            Harbor/Tools: ../tools
        tests:
          quarantine:
            - {test: a, reason: b, expires: 2027-01-01}
        """)
            .value()
            .orElseThrow();

    assertThat(settings.maxParallel()).hasValue(2);
    assertThat(settings.strictToolchain()).isTrue();
    assertThat(settings.keepRuns()).isEqualTo(7);
    assertThat(settings.repositories()).containsEntry("harbor/tools", Path.of("../tools"));
    assertThat(settings.quarantine().entries()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runner: {max-paralel: 2} | 1:10 | max-parallel",
        "runner: {max-parallel: 0} | 1:24 | 1",
        "runner: {repositories: {tools: x}} | 1:25 | owner/name",
        "runner: [] | 1:9 | mapping",
        "tests: {quarantine: [{}]} | 1:22 | test"
      })
  void saysWhereWhatIsWrong(String yaml, String place, String part) {
    Parsed<RunnerSettings> read = read(yaml);

    assertThat(read.value()).isEmpty();
    assertThat(read.problems().getFirst().position().toString()).isEqualTo("slipway.yaml:" + place);
    assertThat(read.problems().toString()).contains(part);
  }
}
