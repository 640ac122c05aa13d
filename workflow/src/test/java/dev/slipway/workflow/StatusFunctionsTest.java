package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFunctionsTest {
  private static final Names NAMES =
      Names.of("github", "success(0,MAX)", "failure(0,MAX)", "cancelled(0,0)", "always(0,0)");

  private static boolean step(String condition, Conclusion status) {
    return StatusFunctions.condition(condition, NAMES)
        .evaluate(StatusFunctions.forStep(Contexts.empty(), status))
        .truthy();
  }

  private static boolean job(
      String condition, Map<String, Conclusion> needs, List<Conclusion> before, boolean cancelled) {
    return StatusFunctions.condition(condition, NAMES)
        .evaluate(StatusFunctions.forJob(Contexts.empty(), needs, before, cancelled))
        .truthy();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                        | success()
          github.ref == 'a'         | success() && (github.ref == 'a')
          !cancelled()              | !cancelled()
          contains(always(), 'x')   | contains(always(), 'x')
          github.x[failure()]       | github.x[failure()]
          'always()'                | success() && ('always()')
          """)
  void successIsImpliedUnlessAStatusIsAskedForAnywhere(String written, String condition) {
    assertThat(StatusFunctions.condition(written, NAMES).source()).isEqualTo(condition);
  }

  @Test
  void aStepSeesHowTheJobStands() {
    assertThat(step("", Conclusion.SUCCESS)).isTrue();
    assertThat(step("", Conclusion.FAILURE)).isFalse();
    assertThat(step("true", Conclusion.FAILURE)).isFalse();
    assertThat(step("failure()", Conclusion.FAILURE)).isTrue();
    assertThat(step("failure()", Conclusion.CANCELLED)).isFalse();
    assertThat(step("cancelled()", Conclusion.CANCELLED)).isTrue();
    assertThat(step("always()", Conclusion.CANCELLED)).isTrue();
    assertThat(step("!cancelled()", Conclusion.FAILURE)).isTrue();
    assertThat(step("success() || failure()", Conclusion.FAILURE)).isTrue();
  }

  @Test
  void aJobSeesEverythingThatCameBefore() {
    Map<String, Conclusion> needs = Map.of("b", Conclusion.SUCCESS);
    List<Conclusion> failedBefore = List.of(Conclusion.SUCCESS, Conclusion.FAILURE);

    assertThat(job("", needs, List.of(Conclusion.SUCCESS), false)).isTrue();
    assertThat(job("", needs, failedBefore, false)).isFalse();
    assertThat(job("failure()", needs, failedBefore, false)).isTrue();
    assertThat(job("", needs, List.of(Conclusion.SKIPPED), false)).isFalse();
    assertThat(job("failure()", needs, List.of(Conclusion.SKIPPED), false)).isFalse();
    assertThat(job("!failure()", needs, List.of(Conclusion.SKIPPED), false)).isTrue();
    assertThat(job("", Map.of(), List.of(), false)).isTrue();
    assertThat(job("", Map.of(), List.of(), true)).isFalse();
    assertThat(job("cancelled()", Map.of(), List.of(), true)).isTrue();
  }

  @Test
  void aJobCanAskForTheJobsItNames() {
    Map<String, Conclusion> needs = Map.of("build", Conclusion.FAILURE, "lint", Conclusion.SUCCESS);
    List<Conclusion> before = List.copyOf(needs.values());

    assertThat(job("success('lint')", needs, before, false)).isTrue();
    assertThat(job("failure('LINT')", needs, before, false)).isFalse();
    assertThat(job("failure('lint', 'build')", needs, before, false)).isTrue();
    assertThatThrownBy(() -> job("failure('other')", needs, before, false))
        .hasMessage("Job 'other' is not among the needs of this job");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          ""                          ~ SUCCESS
          success()                   ~ SUCCESS
          true                        ~ SUCCESS
          'text'                      ~ SUCCESS
          !!success()                 ~ SUCCESS
          ''                          ~ none
          0                           ~ none
          github.ref == 'a'           ~ none
          failure()                   ~ FAILURE
          cancelled()                 ~ CANCELLED
          always()                    ~ SUCCESS FAILURE CANCELLED
          !cancelled()                ~ SUCCESS FAILURE
          !failure()                  ~ SUCCESS CANCELLED
          !success()                  ~ FAILURE CANCELLED
          success() || failure()      ~ SUCCESS FAILURE
          failure() || cancelled()    ~ FAILURE CANCELLED
          always() && !success()      ~ FAILURE CANCELLED
          failure() && github.ref     ~ none
          ALWAYS()                    ~ SUCCESS FAILURE CANCELLED
          """)
  void aStepRunsForTheseWaysTheJobStands(String condition, String runsFor) {
    String runs =
        Stream.of(Conclusion.SUCCESS, Conclusion.FAILURE, Conclusion.CANCELLED)
            .filter(status -> step(condition, status))
            .map(Conclusion::name)
            .collect(Collectors.joining(" "));

    assertThat(runs.isEmpty() ? "none" : runs).isEqualTo(runsFor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          success()               ~ SUCCESS SUCCESS   ~ false ~ true
          success()               ~ SUCCESS SKIPPED   ~ false ~ false
          success()               ~ SUCCESS CANCELLED ~ false ~ false
          success()               ~ SUCCESS FAILURE   ~ false ~ false
          success()               ~ SUCCESS SUCCESS   ~ true  ~ false
          failure()               ~ SUCCESS SUCCESS   ~ false ~ false
          failure()               ~ SUCCESS FAILURE   ~ false ~ true
          failure()               ~ SKIPPED FAILURE   ~ false ~ true
          failure()               ~ SUCCESS CANCELLED ~ false ~ false
          failure()               ~ SUCCESS FAILURE   ~ true  ~ false
          cancelled()             ~ SUCCESS CANCELLED ~ false ~ false
          cancelled()             ~ SUCCESS SUCCESS   ~ true  ~ true
          always()                ~ FAILURE FAILURE   ~ true  ~ true
          !cancelled()            ~ FAILURE SKIPPED   ~ false ~ true
          !cancelled()            ~ SUCCESS SUCCESS   ~ true  ~ false
          success() || failure()  ~ SUCCESS SKIPPED   ~ false ~ false
          success() || failure()  ~ SUCCESS FAILURE   ~ false ~ true
          !failure()              ~ SKIPPED CANCELLED ~ false ~ true
          """)
  void aJobRunsForTheseWaysTheJobsBeforeItEnded(
      String condition, String before, boolean cancelled, boolean runs) {
    List<Conclusion> ends = Stream.of(before.split(" ", -1)).map(Conclusion::valueOf).toList();

    assertThat(job(condition, Map.of(), ends, cancelled)).isEqualTo(runs);
  }

  @Test
  void aStatusFunctionIsKnownByItsName() {
    assertThat(Stream.of("success", "failure", "cancelled", "always"))
        .allMatch(StatusFunctions::isStatusFunction);
    assertThat(Stream.of("hashfiles", "contains", "")).noneMatch(StatusFunctions::isStatusFunction);
  }
}
