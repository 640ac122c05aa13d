package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.machine.Tool;
import dev.slipway.machine.Toolchains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPytestTest {
  @TempDir Path root;

  @Test
  void findsTheReportItProvoked() throws Exception {
    Path python = pythonWithPytest();
    ReportJob job = new ReportJob(root);
    job.write(
        "api/tests/test_sum.py",
        """
        import pytest

        def test_adds():
            assert 1 + 1 == 2

        def test_fails():
            assert 1 + 1 == 3

        @pytest.mark.skip
        def test_later():
            pass
        """);
    JobReports reports = job.reports();
    var step = new TestStep(1, "python -m pytest", job.workspace.resolve("api"), Instant.now());

    int exitCode =
        run(python, step.directory(), reports.provoke(step, Map.of()), "-m", "pytest", "-q");
    TestReport report = reports.after(step, OptionalInt.of(exitCode), () -> "").tests().getFirst();

    assertThat(exitCode).isEqualTo(1);
    assertThat(report.source()).isEqualTo("pytest.xml");
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(1);
    TestReport.Failure failure = report.failures().getFirst();
    assertThat(failure.test()).isEqualTo("api/tests/test_sum.py::test_fails");
    assertThat(failure.file()).contains("api/tests/test_sum.py");
    assertThat(failure.line()).hasValue(7);
    assertThat(failure.message()).contains("assert (1 + 1) == 3");
  }

  private Path pythonWithPytest() throws Exception {
    for (var python : Toolchains.of(System.getenv()).installed(Tool.PYTHON)) {
      if (run(python.executable(), root, Map.of(), "-c", "import pytest") == 0) {
        return python.executable();
      }
    }
    Optional<String> required =
        Optional.ofNullable(System.getenv("SLIPWAY_REQUIRE")).filter(l -> l.contains("pytest"));
    if (required.isPresent()) {
      throw new AssertionError("pytest is required by SLIPWAY_REQUIRE and not installed");
    }
    System.out.println("skipped: pytest is not installed");
    assumeTrue(false, "pytest is not installed");
    return root;
  }

  private static int run(Path program, Path folder, Map<String, String> env, String... arguments)
      throws IOException, InterruptedException {
    var argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(env);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(argv + " took too long");
    }
    return process.exitValue();
  }
}
