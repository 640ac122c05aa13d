package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepLogThreadsTest {
  private static final int THREADS = 8;
  private static final int LINES = 500;

  @Test
  void linesOfManyThreadsStayWhole() throws InterruptedException {
    RecordedStep step = new RecordedStep().hiding("sesame");

    together(
        number -> {
          for (int line = 0; line < LINES; line++) {
            step.log.line("thread " + number + " says open sesame");
          }
        });

    List<String> lines = step.lines();
    assertThat(lines).hasSize(THREADS * LINES);
    assertThat(lines).allMatch(line -> line.matches("thread \\d says open \\*\\*\\*"));
  }

  @Test
  void annotationsOfManyThreadsAreAllCounted() throws InterruptedException {
    RecordedStep step = new RecordedStep();

    together(
        number -> {
          for (int line = 0; line < LINES; line++) {
            step.log.warning("careful");
          }
        });

    assertThat(step.effects.annotations()).hasSize(StepEffects.MAX_ANNOTATIONS_PER_LEVEL);
    assertThat(step.effects.raised(Annotation.Level.WARNING)).isEqualTo(THREADS * LINES);
  }

  @Test
  void matchersComeAndGoWhileOthersMatch() throws InterruptedException {
    ProblemMatchers matchers = new ProblemMatchers();

    together(
        number -> {
          for (int line = 0; line < LINES; line++) {
            matchers.add(MatcherFile.parse(matcher(number), "m.json"));
            matchers.remove("owner" + number);
          }
          matchers.add(MatcherFile.parse(matcher(number), "m.json"));
        });

    assertThat(matchers.active())
        .extracting(MatcherDefinition::owner)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, THREADS).mapToObj(number -> "owner" + number).toList());
  }

  private static byte[] matcher(int number) {
    return ("{\"problemMatcher\":[{\"owner\":\"owner"
            + number
            + "\",\"pattern\":[{\"regexp\":\"(.)\",\"message\":1}]}]}")
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void together(java.util.function.IntConsumer work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < THREADS; number++) {
        int own = number;
        threads.execute(
            () -> {
              awaitStart(start);
              work.accept(own);
            });
      }
      start.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
          .isTrue();
    }
  }

  private static void awaitStart(CountDownLatch start) {
    try {
      if (!start.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("never started");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
