package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineTest {
  private static Parsed<Quarantine> read(String yaml) {
    Node root = Document.read("slipway.yaml", yaml).value().orElseThrow().root();
    return QuarantineReader.read(root, ReportJob.TODAY);
  }

  @Test
  void readsItsEntries() {
    Parsed<Quarantine> read =
        read(
            """
            quarantine:
              - test: tests/test_x.py::*
                reason: >-
                  slow
                  disk
                expires: 2027-03-31
            """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.value().orElseThrow().entries())
        .containsExactly(
            new Quarantine.Entry("tests/test_x.py::*", "slow disk", LocalDate.of(2027, 3, 31)));
  }

  @Test
  void warnsOfEntriesThatHaveExpired() {
    Parsed<Quarantine> read = read("quarantine:\n  - {test: a, reason: b, expires: 2026-11-23}\n");

    assertThat(read.value()).isPresent();
    assertThat(read.problems())
        .extracting(Problem::headline)
        .containsExactly(
            "slipway.yaml:2:5: warning: The quarantine of 'a' ended on 2026-11-23"
                + " [quarantine-expired]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarantine: [{test: a, reason: b}] | expires",
        "quarantine: [{test: a, expires: 2027-01-01}] | reason",
        "quarantine: [{test: a, reason: b, expires: soon}] | a date such as 2027-03-31",
        "quarantine: [{test: a, reason: b, expires: 2027-01-01, untill: x}] | untill",
        "quarantin: [] | quarantine",
        "quarantine: yes | sequence"
      })
  void saysWhatIsWrong(String yaml, String part) {
    Parsed<Quarantine> read = read(yaml);

    assertThat(read.value()).isEmpty();
    assertThat(read.problems().toString()).containsIgnoringCase(part);
  }

  @ParameterizedTest
  @CsvSource({
    "tests/a.py::*, tests/a.py::test_b[1-2], true",
    "tests/a.py::test_b[1-2], tests/a.py::test_b[1-2], true",
    "tests/a.py::test_?, tests/a.py::test_b, true",
    "tests/a.py, tests/a.py::test_b, false",
    "*, anything, true"
  })
  void matchesWholeNames(String pattern, String name, boolean expected) {
    assertThat(Quarantine.matches(pattern, name)).isEqualTo(expected);
  }
}
