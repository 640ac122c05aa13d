package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A session for the JVM to learn from: {@code build/train} records which classes the commands load,
 * and later starts take them from the start-up cache. Nothing else calls it.
 */
public final class Training {
  private Training() {}

  /** Goes through the commands in the repository named by the first argument. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path repository = Path.of(arguments[0]).toAbsolutePath();
    Map<String, String> environment = System.getenv();
    // The window's size is asked for in live views only, and there is no window here.
    Terminal window =
        new Terminal(
            new Capabilities(true, true, true, true),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            () -> new WindowSize(100, 30));
    Terminal pipe =
        new Terminal(
            Capabilities.NONE,
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            () -> WindowSize.USUAL);
    // Made for its class alone: what it would print on is not there.
    Terminal own = new Terminal(Capabilities.detect(environment));
    own.print("");
    for (Terminal terminal : List.of(window, pipe)) {
      command(terminal, environment, repository, "run");
    }
    command(pipe, environment, repository, "run", "--json");
    command(pipe, environment, repository, "plan");
    command(pipe, environment, repository, "check");
    command(pipe, environment, repository, "run", "--help");
    command(pipe, environment, repository, "help");
    Main.version();
    System.exit(0);
  }

  private static void command(
      Terminal terminal, Map<String, String> environment, Path repository, String... words) {
    String[] line = new String[words.length + 2];
    line[0] = "-C";
    line[1] = repository.toString();
    System.arraycopy(words, 0, line, 2, words.length);
    int exitCode = Main.run(line, terminal, environment);
    System.err.println("trained: slipway " + String.join(" ", words) + ", exit code " + exitCode);
  }
}
