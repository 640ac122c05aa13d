package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** How output is cut into chunks never shows in what comes of it. */
class StepOutputChunksTest {
  private static final String[] PIECES = {
    "\n",
    "\r",
    "\r\n",
    " ",
    "\t",
    ":",
    "::",
    "#",
    "##[",
    "]",
    "x",
    "plain text",
    "sesame",
    "ses",
    "ame",
    "::error::",
    "::error file=a,line=1::",
    "::add-mask::",
    "::stop-commands::tok",
    "::tok::",
    "::echo::on",
    "::set-output name=o::",
    "::group::",
    "##[warning]",
    "##[start-action",
    "##[end",
    "-action",
    "E: bad",
    "Start",
    "\u00a0",
    "\u2003",
    "é",
    "%0A",
    "\u001b[31m"
  };

  @Provide
  Arbitrary<byte[]> outputs() {
    Arbitrary<byte[]> known =
        Arbitraries.of(PIECES).map(piece -> piece.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> any = Arbitraries.bytes().map(each -> new byte[] {each});
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, known), net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(60)
        .map(StepOutputChunksTest::join);
  }

  @Property(tries = 2000)
  void chunksMakeNoDifference(
      @ForAll("outputs") byte[] output, @ForAll long seed, @ForAll boolean matching) {
    RecordedStep whole = step(matching).printsRaw(output).ends();
    RecordedStep cut = step(matching);
    Random random = new Random(seed);
    int from = 0;
    while (from < output.length) {
      int to = Math.min(output.length, from + 1 + random.nextInt(8));
      cut.printsRaw(Arrays.copyOfRange(output, from, to));
      from = to;
    }
    cut.ends();

    assertThat(cut.text()).isEqualTo(whole.text());
    assertThat(cut.effects.annotations()).isEqualTo(whole.effects.annotations());
    assertThat(cut.effects.outputs()).isEqualTo(whole.effects.outputs());
    assertThat(cut.effects.hasFailedCommand()).isEqualTo(whole.effects.hasFailedCommand());
  }

  @Property(tries = 500)
  void secretsNeverShow(@ForAll("outputs") byte[] output, @ForAll boolean matching) {
    RecordedStep step = step(matching).printsRaw(output).ends();

    assertThat(step.text()).doesNotContain("sesame");
    assertThat(step.messages()).noneMatch(message -> message.contains("sesame"));
  }

  @Property(tries = 500)
  void withoutCommandsEveryByteStays(@ForAll byte[] bytes) {
    byte[] output = bytes.clone();
    for (int at = 0; at < output.length; at++) {
      if (output[at] == ':' || output[at] == '#') {
        output[at] = '.';
      }
    }

    assertThat(new RecordedStep().printsRaw(output).ends().bytes()).isEqualTo(output);
  }

  private static RecordedStep step(boolean matching) {
    RecordedStep step = new RecordedStep().hiding("sesame", "another secret");
    if (matching) {
      step.matching(
          """
          {"owner": "e", "pattern": [{"regexp": "^E: (.+)$", "message": 1}]},
          {"owner": "s", "pattern": [
            {"regexp": "Start"}, {"regexp": "^(x.*)$", "message": 1, "loop": true}]}
          """);
    }
    return step;
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
