package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepLogTest {
  private final RecordedStep step = new RecordedStep().hiding("sesame");

  @Test
  void ownLinesStartLines() {
    step.printsRaw("half".getBytes(StandardCharsets.UTF_8));
    step.log.line("whole");

    assertThat(step.text()).isEqualTo("half\nwhole\n");
  }

  @Test
  void errorsAndWarningsAreMaskedAnnotations() {
    step.log.error("open sesame");
    step.log.warning("careful");

    assertThat(step.lines()).containsExactly("##[error]open ***", "##[warning]careful");
    assertThat(step.messages()).containsExactly("open ***", "careful");
  }

  @Test
  void listenerSeesMaskedWholeLines() {
    List<String> seen = new ArrayList<>();
    step.log.onLine(seen::add);

    step.printsRaw("open ses".getBytes(StandardCharsets.UTF_8));
    step.prints("ame", "10%\r20%\r100%", "crlf\r");
    step.printsRaw("end".getBytes(StandardCharsets.UTF_8));
    assertThat(seen).containsExactly("open ***", "100%", "crlf");
    step.ends();

    assertThat(seen).last().isEqualTo("end");
  }

  @Test
  void listenerGetsLongLinesInPieces() {
    List<String> seen = new ArrayList<>();
    step.log.onLine(seen::add);

    step.prints("x".repeat(LineTap.MAX_LINE + 5));

    assertThat(seen).extracting(String::length).containsExactly(LineTap.MAX_LINE, 5);
  }

  @Test
  void tailHoldsTheLastMaskedLines() {
    step.prints("one", "two sesame", "three").ends();

    assertThat(step.log.tail(2)).containsExactly("two ***", "three");
    assertThat(step.log.tail(9)).containsExactly("one", "two ***", "three");
  }

  @Test
  void tailOfALongLogHoldsWholeLines() {
    for (int number = 0; number < 10_000; number++) {
      step.prints("line number " + number);
    }
    step.ends();

    assertThat(step.log.tail(3))
        .containsExactly("line number 9997", "line number 9998", "line number 9999");
    assertThat(step.log.tail(Integer.MAX_VALUE))
        .hasSizeBetween(500, 1500)
        .allMatch(line -> line.startsWith("line number "));
  }

  @Test
  void tailSurvivesChunksLargerThanItself() {
    LogTail tail = new LogTail();
    byte[] chunk = "0123456789\n".repeat(5000).getBytes(StandardCharsets.UTF_8);

    tail.write("first\n".getBytes(StandardCharsets.UTF_8), 0, 6);
    tail.write(chunk, 0, chunk.length);
    tail.write("last".getBytes(StandardCharsets.UTF_8), 0, 4);

    assertThat(tail.lines(2)).containsExactly("0123456789", "last");
  }

  @Test
  void innerLogWritesTheSameLinesWithEffectsOfItsOwn() {
    StepLog inner = step.log.inner();
    inner.line("open sesame");
    inner.error("broken");
    inner.close();
    step.log.line("after");

    assertThat(step.lines()).containsExactly("open ***", "##[error]broken", "after");
    assertThat(inner.effects().annotations()).hasSize(1);
    assertThat(step.effects.annotations()).isEmpty();
  }
}
