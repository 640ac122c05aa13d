package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.action.ActionEffects;
import org.junit.jupiter.api.Test;

class NativeEffectsTest {
  private final RecordedStep step = new RecordedStep().hiding("sesame");
  private final ActionEffects effects = new NativeEffects(step.scope, step.log);

  @Test
  void linesAreDataAndMasked() {
    effects.group("Set up");
    effects.line("::error::open sesame");
    effects.endGroup();

    assertThat(step.lines())
        .containsExactly("##[group]Set up", "::error::open ***", "##[endgroup]");
    assertThat(step.messages()).isEmpty();
  }

  @Test
  void annotationsGoTheWayOfAllOthers() {
    effects.annotate(ActionEffects.Severity.NOTICE, "a");
    effects.warn("open sesame");
    effects.annotate(ActionEffects.Severity.ERROR, "c");

    assertThat(step.lines()).containsExactly("##[notice]a", "##[warning]open ***", "##[error]c");
    assertThat(step.messages()).containsExactly("a", "open ***", "c");
  }

  @Test
  void changesTheJob() {
    effects.output("o", "1");
    effects.exportVariable("V", "2");
    effects.addPath("/bin");
    effects.saveState("s", "3");

    assertThat(step.effects.outputs()).containsExactly(entry("o", "1"));
    assertThat(step.effects.environment()).containsExactly(entry("V", "2"));
    assertThat(step.effects.pathPrepends()).containsExactly("/bin");
    assertThat(step.effects.state()).containsExactly(entry("s", "3"));
  }

  @Test
  void matchersHoldForTheStepsThatFollow() {
    effects.addMatchers(
        "{\"problemMatcher\":[{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"E:"
            + " (.+)\",\"message\":1}]}]}");

    assertThat(step.prints("E: broken").messages()).containsExactly("broken");
  }

  @Test
  void wrongMatcherIsADefectThatIsNamed() {
    assertThatThrownBy(() -> effects.addMatchers("{\"problemMatcher\":[{}]}"))
        .isInstanceOf(SlipwayException.class)
        .hasMessage("Owner must not be empty");
  }
}
