package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Position FIRST = new Position("ci.yml", 2, 3);
  private static final Position SECOND = new Position("ci.yml", 9, 1);
  private static final Position CALLED = new Position("called.yml", 4, 5);

  @Test
  void oursAreSortedByPlaceAndToldOnce() {
    Findings findings = new Findings(false);
    findings.error(SECOND, "b", "Second");
    findings.error(FIRST, "a", "First");
    findings.error(SECOND, "b", "Second");

    assertThat(findings.problems()).extracting(Problem::message).containsExactly("First", "Second");
    assertThat(findings.count()).isEqualTo(3);
  }

  @Test
  void githubsKeepTheirOrderAndEndAfterTen() {
    Findings findings = new Findings(true);
    for (int i = 0; i < 12; i++) {
      findings.error(FIRST, "a", "Problem " + i);
    }

    assertThat(findings.texts()).hasSize(10);
    assertThat(findings.texts().getFirst()).isEqualTo("ci.yml (Line: 2, Col: 3): Problem 0");
  }

  @Test
  void onlyOursWarnAndFindErrorsEarly() {
    Findings ours = new Findings(false);
    Findings githubs = new Findings(true);
    for (Findings findings : new Findings[] {ours, githubs}) {
      findings.warning(FIRST, "a", "Odd", "mend it");
      findings.earlyError(SECOND, "b", "Wrong", "mend it");
    }

    assertThat(ours.problems()).extracting(Problem::isError).containsExactly(false, true);
    assertThat(githubs.problems()).isEmpty();
  }

  @Test
  void warningsAreNoErrors() {
    Findings findings = new Findings(false);
    findings.warning(FIRST, "a", "Odd", "mend it");

    assertThat(findings.hasErrors()).isFalse();
    findings.error(FIRST, "b", "Wrong");
    assertThat(findings.hasErrors()).isTrue();
    assertThat(findings.since(1)).extracting(Problem::code).containsExactly("b");
  }

  @Test
  void whatACalledWorkflowHoldsNamesTheCall() {
    Findings findings = new Findings(false);
    findings.error(FIRST, "a", "Own");
    int before = findings.count();
    findings.error(CALLED, "b", "Theirs", "mend it");
    findings.error(CALLED, "c", "Theirs too");
    findings.calledFrom(before, SECOND);

    assertThat(findings.problems())
        .extracting(problem -> problem.code() + " " + problem.hint().orElse("-"))
        .containsExactlyInAnyOrder(
            "a -", "b mend it; called from ci.yml:9:1", "c called from ci.yml:9:1");
  }

  @Test
  void githubsTellOfCallsBeforeTheProblemAndCutLongOnes() {
    Findings findings = new Findings(true);
    findings.error(CALLED, "a", "x".repeat(600));
    findings.calledFrom(0, SECOND);

    assertThat(findings.texts().getFirst())
        .startsWith(
            "In ci.yml (Line: 9, Col: 1): Error from called workflow called.yml (Line: 4, Col: 5):"
                + " xxx")
        .endsWith("x[...]");
  }
}
