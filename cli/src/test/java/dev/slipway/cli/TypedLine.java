package dev.slipway.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What one command line printed and how it ended. */
record TypedLine(String out, String error, int exitCode) {

  /** Runs a command line as a shell without a terminal would. */
  static TypedLine of(String... words) {
    return in(Path.of("").toAbsolutePath(), Map.of(), words);
  }

  /** Runs it in a directory, with these variables beside the process's own. */
  static TypedLine in(Path directory, Map<String, String> variables, String... words) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("SLIPWAY_STATE");
    environment.putAll(variables);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Capabilities.NONE, out, error, () -> WindowSize.USUAL);
    String[] line = new String[words.length + 2];
    line[0] = "-C";
    line[1] = directory.toString();
    System.arraycopy(words, 0, line, 2, words.length);
    int exitCode = Main.run(line, terminal, environment);
    return new TypedLine(
        out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8), exitCode);
  }
}
