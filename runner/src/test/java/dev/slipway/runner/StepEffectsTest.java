package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.slipway.runner.Annotation.Level;
import org.junit.jupiter.api.Test;

class StepEffectsTest {
  private final StepEffects effects = new StepEffects();

  private static void raise(StepEffects effects, Level level, int count) {
    for (int number = 1; number <= count; number++) {
      effects.annotate(Annotation.of(level, level + " " + number, 1));
    }
  }

  @Test
  void keepsTenAnnotationsOfEachLevelAndCountsTheRest() {
    raise(effects, Level.ERROR, 12);
    raise(effects, Level.NOTICE, 3);

    assertThat(effects.annotations()).hasSize(13);
    assertThat(effects.raised(Level.ERROR)).isEqualTo(12);
    assertThat(effects.annotationsDropped()).isEqualTo(2);
  }

  @Test
  void folderGivenAgainMovesUp() {
    effects.prependPath("/a");
    effects.prependPath("/b");
    effects.prependPath("/a");

    assertThat(effects.pathPrepends()).containsExactly("/b", "/a");
  }

  @Test
  void environmentMindsCaseAndOutputsDoNot() {
    effects.environment("a", "1");
    effects.environment("A", "2");
    effects.output("a", "1");
    effects.output("b", "2");
    effects.output("A", "3");

    assertThat(effects.environment()).containsExactly(entry("a", "1"), entry("A", "2"));
    assertThat(effects.outputs()).containsExactly(entry("A", "3"), entry("b", "2"));
  }

  @Test
  void takesOverWhatAnInnerStepDidToTheJob() {
    StepEffects inner = new StepEffects();
    inner.environment("A", "1");
    inner.prependPath("/bin");
    inner.output("own", "x");
    inner.state("own", "x");
    inner.summarize("inner\n");
    inner.maskAdded();
    raise(inner, Level.WARNING, 11);
    effects.summarize("outer");
    raise(effects, Level.WARNING, 2);

    effects.absorb(inner);

    assertThat(effects.environment()).containsExactly(entry("A", "1"));
    assertThat(effects.pathPrepends()).containsExactly("/bin");
    assertThat(effects.outputs()).isEmpty();
    assertThat(effects.state()).isEmpty();
    assertThat(effects.summary()).isEqualTo("outer\ninner\n");
    assertThat(effects.masksAdded()).isEqualTo(1);
    assertThat(effects.annotations()).hasSize(10);
    assertThat(effects.annotationsDropped()).isEqualTo(3);
  }

  @Test
  void messageIsNeverCutWithinACharacter() {
    String message = "x".repeat(Annotation.MAX_MESSAGE - 1) + "👋";

    assertThat(Annotation.of(Level.ERROR, message, 1).message())
        .isEqualTo("x".repeat(Annotation.MAX_MESSAGE - 1));
  }
}
