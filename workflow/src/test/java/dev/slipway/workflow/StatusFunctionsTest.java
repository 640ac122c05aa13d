package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflow.StatusFunctions.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFunctionsTest {
  private static final Names NAMES =
      Names.of("github", "success(0,MAX)", "failure(0,MAX)", "cancelled(0,0)", "always(0,0)");

  private static boolean step(String condition, Result status) {
    return StatusFunctions.condition(condition, NAMES)
        .evaluate(StatusFunctions.forStep(Contexts.empty(), status))
        .truthy();
  }

  private static boolean job(
      String condition, Map<String, Result> needs, List<Result> before, boolean cancelled) {
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
    assertThat(step("", Result.SUCCESS)).isTrue();
    assertThat(step("", Result.FAILURE)).isFalse();
    assertThat(step("true", Result.FAILURE)).isFalse();
    assertThat(step("failure()", Result.FAILURE)).isTrue();
    assertThat(step("failure()", Result.CANCELLED)).isFalse();
    assertThat(step("cancelled()", Result.CANCELLED)).isTrue();
    assertThat(step("always()", Result.CANCELLED)).isTrue();
    assertThat(step("!cancelled()", Result.FAILURE)).isTrue();
    assertThat(step("success() || failure()", Result.FAILURE)).isTrue();
  }

  @Test
  void aJobSeesEverythingThatCameBefore() {
    Map<String, Result> needs = Map.of("b", Result.SUCCESS);
    List<Result> failedBefore = List.of(Result.SUCCESS, Result.FAILURE);

    assertThat(job("", needs, List.of(Result.SUCCESS), false)).isTrue();
    assertThat(job("", needs, failedBefore, false)).isFalse();
    assertThat(job("failure()", needs, failedBefore, false)).isTrue();
    assertThat(job("", needs, List.of(Result.SKIPPED), false)).isFalse();
    assertThat(job("failure()", needs, List.of(Result.SKIPPED), false)).isFalse();
    assertThat(job("!failure()", needs, List.of(Result.SKIPPED), false)).isTrue();
    assertThat(job("", Map.of(), List.of(), false)).isTrue();
    assertThat(job("", Map.of(), List.of(), true)).isFalse();
    assertThat(job("cancelled()", Map.of(), List.of(), true)).isTrue();
  }

  @Test
  void aJobCanAskForTheJobsItNames() {
    Map<String, Result> needs = Map.of("build", Result.FAILURE, "lint", Result.SUCCESS);
    List<Result> before = List.copyOf(needs.values());

    assertThat(job("success('lint')", needs, before, false)).isTrue();
    assertThat(job("failure('LINT')", needs, before, false)).isFalse();
    assertThat(job("failure('lint', 'build')", needs, before, false)).isTrue();
    assertThatThrownBy(() -> job("failure('other')", needs, before, false))
        .hasMessage("Job 'other' is not among the needs of this job");
  }
}
