package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestNamesTest {
  @TempDir Path root;
  ReportJob job;
  TestNames names;

  @BeforeEach
  void start() {
    job = new ReportJob(root);
    job.write("api/tests/test_a.py", "");
    job.write("web/src/App.test.tsx", "");
    names =
        new TestNames(
            job.workspace,
            List.of(job.workspace.resolve("api"), job.workspace.resolve("web"), job.workspace));
  }

  private static TestCase test(String suite, String name, String file, String details) {
    return new TestCase(
        suite,
        name,
        Optional.of(file).filter(text -> !text.isEmpty()),
        OptionalInt.empty(),
        Duration.ZERO,
        TestCase.Outcome.FAILED,
        "",
        details);
  }

  @Test
  void pytestsNamesAreThoseItTakesOnItsCommandLine() {
    assertThat(names.of(test("tests.test_a.TestB", "test_c[1]", "", "")))
        .startsWith("api/tests/test_a.py::TestB::test_c[1]")
        .contains("tests/test_a.py::TestB::test_c[1]", "tests.test_a.TestB.test_c[1]");
  }

  @Test
  void aClassIsNotTakenForAFile() {
    assertThat(names.of(test("com.acme.AppTest", "adds", "", "")))
        .startsWith("com.acme.AppTest.adds");
  }

  @Test
  void aNameThatHoldsItsSuiteIsNotRepeated() {
    assertThat(names.of(test("App shows", "App shows a page", "", "")))
        .startsWith("App shows a page");
  }

  @Test
  void aFileTheReportNamesComesFirst() {
    assertThat(names.of(test("App", "shows", "src/App.test.tsx", "")))
        .contains("web/src/App.test.tsx::shows");
    assertThat(names.file(test("App", "shows", "src/App.test.tsx", "")))
        .contains("web/src/App.test.tsx");
  }

  @Test
  void oddNamesAreNoProblem() {
    for (String odd : List.of("\0", "../../etc/passwd", "a/b", "...", "/")) {
      assertThat(names.of(test(odd, odd, odd, odd + ".py:1"))).isNotEmpty();
      assertThat(FailurePlace.of(test(odd, odd, odd, odd + ".py:1"), names).line()).isEmpty();
    }
  }

  @Test
  void aTracebackOfPythonPointsToItsEndAndAStackToItsBeginning() {
    FailurePlace python =
        FailurePlace.of(
            test("", "t", "", "tests/test_a.py:3: in x\nlib/y.py:9:\ntests/test_a.py:7: Error"),
            names);
    assertThat(python)
        .isEqualTo(new FailurePlace(Optional.of("api/tests/test_a.py"), OptionalInt.of(7)));

    FailurePlace script =
        FailurePlace.of(
            test(
                "",
                "t",
                "",
                """
                at node_modules/x/i.js:1:1
                at f (src/App.test.tsx:12:5)
                at g (src/App.test.tsx:20:1)
                """),
            names);
    assertThat(script)
        .isEqualTo(new FailurePlace(Optional.of("web/src/App.test.tsx"), OptionalInt.of(12)));
  }
}
