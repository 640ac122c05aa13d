package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationCommandTest {
  private static Annotation.Place place(String properties) {
    return new RecordedStep().prints("::warning " + properties + "::m").annotation().place();
  }

  private static String shown(String properties) {
    Annotation.Place place = place(properties);
    return place.line().orElse(0)
        + " "
        + place.endLine().orElse(0)
        + " "
        + place.column().orElse(0)
        + " "
        + place.endColumn().orElse(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all told                        | line=1,endLine=1,col=1,endColumn=2 | 1 1 1 2",
        "columns across lines            | line=1,endLine=2,col=1,endColumn=2 | 1 2 0 0",
        "columns without a line          | col=1,endColumn=2                  | 0 0 0 0",
        "end without a start             | endLine=1                          | 1 1 0 0",
        "empty start                     | line=,endLine=3                    | 3 3 0 0",
        "end column without a column     | line=1,endColumn=2                 | 1 0 2 2",
        "lines in the wrong order        | line=4,endLine=3                   | 0 0 0 0",
        "columns in the wrong order      | line=1,endLine=1,col=3,endColumn=2 | 1 1 0 0",
        "no number                       | line=one,col=2                     | 0 0 0 0",
        "line and column, the old way    | line=1,col=1,file=test.txt         | 1 0 1 0"
      })
  void keepsWhatFitsTogether(String why, String properties, String expected) {
    assertThat(shown(properties)).as(why).isEqualTo(expected);
  }

  @Test
  void saysWhatItDroppedToWhoDebugs() {
    RecordedStep step = RecordedStep.debugging().prints("::error endLine=1::m");

    assertThat(step.lines().getFirst())
        .isEqualTo(
            "##[debug]Invalid error command value. 'endLine' can only be set if 'line' is"
                + " provided");
  }

  @Test
  void readsLevelTitleAndMessage() {
    RecordedStep step = new RecordedStep().prints("::notice title=A%2C B::one%0Atwo");

    Annotation annotation = step.annotation();
    assertThat(annotation.level()).isEqualTo(Annotation.Level.NOTICE);
    assertThat(annotation.title()).contains("A, B");
    assertThat(annotation.message()).isEqualTo("one\ntwo");
    assertThat(annotation.step()).isEqualTo(RecordedStep.NUMBER);
    assertThat(step.lines()).containsExactly("##[notice]one", "two");
  }

  @Test
  void pathsInTheWorkspaceBecomeRelative() {
    RecordedStep step = new RecordedStep(Path.of("/srv/space"), Map.of());

    step.prints(
        "::error file=/srv/space/src/a.js::1",
        "::error file=src/b.js::2",
        "::error file=/etc/c::3");

    assertThat(step.effects.annotations())
        .extracting(each -> each.place().file())
        .containsExactly(Optional.of("src/a.js"), Optional.of("src/b.js"), Optional.of("/etc/c"));
  }

  @Test
  void emptyMessageIsAnAnnotationWithoutALine() {
    RecordedStep step = new RecordedStep().prints("::error::");

    assertThat(step.messages()).containsExactly("");
    assertThat(step.lines()).isEmpty();
  }

  @Test
  void masksBeforeCutting() {
    String secret = "s3cr3t-value";
    RecordedStep step = new RecordedStep().hiding(secret);

    step.prints("::error title=t " + secret + "::" + "x".repeat(4090) + secret + "y");

    assertThat(step.annotation().message()).hasSize(4094).endsWith("x***y").doesNotContain("s3c");
    assertThat(step.annotation().title()).contains("t ***");
  }

  @Test
  void cutsLongMessages() {
    RecordedStep step = new RecordedStep().prints("::error::" + "é".repeat(5000));

    assertThat(step.annotation().message()).hasSize(Annotation.MAX_MESSAGE);
    assertThat(step.lines().getFirst()).hasSize("##[error]".length() + 5000);
  }

  @Test
  void textOfAPlaceNamesWhatIsKnown() {
    assertThat(place("file=a.c,line=3,col=7").text()).isEqualTo("a.c:3:7");
    assertThat(place("file=a.c").text()).isEqualTo("a.c");
    assertThat(Annotation.Place.NONE.text()).isEmpty();
  }
}
