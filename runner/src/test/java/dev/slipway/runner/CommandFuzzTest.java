package dev.slipway.runner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whatever a step prints: reading it ends, does not throw, shows no secret, and does not depend on
 * how it is cut.
 */
class CommandFuzzTest {
  private static final String SECRET = "sesame";

  @FuzzTest(maxDuration = "10m")
  void obeysAnyOutput(byte[] output) {
    RecordedStep whole = step().printsRaw(output).ends();
    RecordedStep cut = step();
    for (int from = 0; from < output.length; from += 3) {
      cut.printsRaw(Arrays.copyOfRange(output, from, Math.min(output.length, from + 3)));
    }
    cut.ends();
    if (!Arrays.equals(whole.bytes(), cut.bytes())) {
      throw new AssertionError("depends on chunks: " + whole.text() + " or " + cut.text());
    }
    if (whole.text().contains(SECRET)) {
      throw new AssertionError("shows the secret: " + whole.text());
    }
    String line = new String(output, StandardCharsets.UTF_8);
    WorkflowCommand.parse(line, name -> true).ifPresent(command -> command.property("file"));
  }

  private static RecordedStep step() {
    return new RecordedStep()
        .hiding(SECRET)
        .matching("{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"^E: (.+)$\",\"message\":1}]}");
  }
}
