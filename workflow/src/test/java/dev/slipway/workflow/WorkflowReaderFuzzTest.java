package dev.slipway.workflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whatever the bytes: reading ends, does not throw, and every problem lies within the text. */
class WorkflowReaderFuzzTest {
  private static final String PATH = ".github/workflows/fuzz.yml";

  @FuzzTest(maxDuration = "10m")
  void readsAnyWorkflow(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    WorkflowLookup itself = (ref, caller) -> Optional.of(new WorkflowLookup.Source(PATH, text));

    check(WorkflowReader.read(PATH, bytes, itself), text);
    WorkflowConformance.run("fuzz.yml", text);
  }

  @FuzzTest(maxDuration = "10m")
  void readsAnyAction(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    check(ActionReader.read("action.yml", text), text);
  }

  private static void check(Parsed<?> parsed, String text) {
    if (parsed.value().isEmpty() && parsed.problems().isEmpty()) {
      throw new AssertionError("neither a value nor a problem");
    }
    int lines = 1;
    for (int index = 0; index < text.length(); index++) {
      if (text.charAt(index) == '\n' || text.charAt(index) == '\r') {
        lines++;
      }
    }
    for (Problem problem : parsed.problems()) {
      Position position = problem.position();
      if (position.line() > lines || position.column() > text.length() + 1) {
        throw new AssertionError("outside of the text: " + position);
      }
      problem.render(text);
    }
  }
}
