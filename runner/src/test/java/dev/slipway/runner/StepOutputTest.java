package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepOutputTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RecordedStep after(String... chunks) {
    RecordedStep step = new RecordedStep();
    for (String chunk : chunks) {
      step.printsRaw(bytes(chunk));
    }
    return step.ends();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\n",
        "no end",
        "\n\n",
        "crlf\r\n\r\n",
        "10%\r20%\r100%\n",
        "\r",
        "   indented\n \t\n",
        "a::error::b\n",
        ": x\n:\n::\n#\n##\n##[\n##[x\n",
        "####### 100%\n",
        "\u00a0\u2003x\n\u3042\n",
        "::unknown::x\r\n"
      })
  void passesAllElseOnAsItIs(String text) {
    assertThat(after(text).text()).isEqualTo(text);
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x80, '\n', (byte) 0xc2};
    RecordedStep step = new RecordedStep().printsRaw(bytes).ends();

    assertThat(step.bytes()).isEqualTo(bytes);
  }

  @Test
  void keepsInvalidBytesWhileMatching() {
    byte[] bytes = {'a', (byte) 0xff, '\n', (byte) 0xe2, (byte) 0x80, '\r', '\n'};
    RecordedStep step =
        new RecordedStep()
            .matching("{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"E(.)\",\"message\":1}]}")
            .printsRaw(bytes)
            .ends();

    assertThat(step.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::error::x\n", "::error::x\r\n", "::error::x\r", "::error::x"})
  void commandEndsWithAnyLineEnd(String text) {
    RecordedStep step = after(text);

    assertThat(step.messages()).containsExactly("x");
    assertThat(step.text()).isEqualTo("##[error]x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t ::error::x\n", "\u00a0\u2003::error::x\n", "done\r::error::x\n"})
  void commandBeginsALineBehindWhiteSpace(String text) {
    assertThat(after(text).messages()).containsExactly("x");
  }

  @Test
  void commandAfterAnOpenLineStartsItsOwn() {
    assertThat(after("50%\r::error::x\n").text()).isEqualTo("50%\r\n##[error]x\n");
  }

  @Test
  void commandMayComeInPieces() {
    RecordedStep step = after("ok\n ", ":", ":err", "or::", "bro", "ken\r", "\nnext\r", "\n");

    assertThat(step.messages()).containsExactly("broken");
    assertThat(step.text()).isEqualTo("ok\n##[error]broken\nnext\r\n");
  }

  @Test
  void lineEndInPiecesIsOneLineEnd() {
    RecordedStep step =
        new RecordedStep()
            .matching(
                "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"A\"},{\"regexp\":\"B(.)\",\"message\":1}]}");

    step.printsRaw(bytes("A\r")).printsRaw(bytes("\nB1\r")).printsRaw(bytes("\nC")).ends();

    assertThat(step.messages()).containsExactly("1");
    assertThat(step.text()).isEqualTo("A\r\n##[error]B1\nC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"##[start-action display=x;id=y]", "a ##[end-action id=y]", "####[end-action"})
  void breaksMarkersOfTheRunner(String line) {
    String broken = line.replace("##[start", "##[\\start").replace("##[end", "##[\\end");

    assertThat(after(line + "\n").text()).isEqualTo(broken + "\n");
    for (int cut = 1; cut < line.length(); cut++) {
      assertThat(after(line.substring(0, cut), line.substring(cut)).text()).isEqualTo(broken);
    }
  }

  @Test
  void breaksMarkersWhileMatching() {
    RecordedStep step =
        new RecordedStep()
            .matching("{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"E(.)\",\"message\":1}]}");

    assertThat(step.prints("x ##[start-action a]##[end").text())
        .isEqualTo("x ##[\\start-action a]##[end\n");
  }

  @Test
  void longLinesPassWithoutBeingHeld() {
    String line = "x".repeat(3 * StepOutput.MAX_LINE);

    assertThat(after(line, line + "\n", "::error::e\n").text())
        .isEqualTo(line + line + "\n##[error]e\n");
  }

  @Test
  void lineTooLongToMatchPassesOn() {
    RecordedStep step =
        new RecordedStep()
            .matching("{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"E(.)\",\"message\":1}]}");
    String line = "E1" + "x".repeat(StepOutput.MAX_LINE) + "##[start-action";

    step.prints(line, "E2");

    assertThat(step.messages()).containsExactly("2");
    assertThat(step.text()).isEqualTo(line.replace("##[start", "##[\\start") + "\n##[error]E2\n");
  }

  @Test
  void longestLineIsStillObeyed() {
    String message = "m".repeat(StepOutput.MAX_LINE - "::error::".length());

    assertThat(after("::error::" + message + "\n").messages()).hasSize(1);
    assertThat(after("::error::" + message + "\n").text()).isEqualTo("##[error]" + message + "\n");
  }

  @Test
  void indentHasALimit() {
    String blank = " ".repeat(LineBeginning.MAX_INDENT);

    assertThat(after(blank, "::error::x\n").messages()).isEmpty();
    assertThat(after(blank.substring(1), "::error::x\n").messages()).containsExactly("x");
  }

  @Test
  void unknownCommandTooLongPassesOn() {
    String line = "::unknown::" + "x".repeat(StepOutput.MAX_LINE);

    assertThat(after(line + "\n").text()).isEqualTo(line + "\n");
  }

  @Test
  void refusedCommandLeavesNothingOfItsLine() {
    String line = "::set-output name=x::" + "secret".repeat(StepOutput.MAX_LINE / 4);
    byte[] all = bytes(line + "\r\nnext\n");
    RecordedStep step = new RecordedStep();
    for (int from = 0; from < all.length; from += 60_000) {
      step.printsRaw(Arrays.copyOfRange(all, from, Math.min(all.length, from + 60_000)));
    }

    assertThat(step.lines()).hasSize(3).last().isEqualTo("next");
    assertThat(step.text()).doesNotContain("secret");
  }

  @Test
  void masksAcrossChunks() {
    RecordedStep step = new RecordedStep().hiding("sesame");

    step.printsRaw(bytes("open ses")).printsRaw(bytes("ame!\nses")).ends();

    assertThat(step.text()).isEqualTo("open ***!\nses");
  }

  @Test
  void outputsKeepTheSecretThatTheLogHides() {
    RecordedStep step = new RecordedStep().hiding("sesame").prints("::set-output name=a::sesame");

    assertThat(step.effects.outputs()).containsEntry("a", "sesame");
    assertThat(step.text()).doesNotContain("sesame");
  }
}
