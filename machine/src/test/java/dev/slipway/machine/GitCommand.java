package dev.slipway.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The git command of tests, with an identity and without anybody's settings. */
final class GitCommand {
  private GitCommand() {}

  /** Runs git in a folder and returns what it printed; fails when git does. */
  static String run(Path folder, String... arguments) {
    return command(folder, arguments).require("git").text().strip();
  }

  /** Whether git succeeds in a folder. */
  static boolean succeeds(Path folder, String... arguments) {
    return command(folder, arguments).run().succeeded();
  }

  private static Command command(Path folder, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", "/nonexistent",
            "GIT_AUTHOR_NAME", "Pilot",
            "GIT_AUTHOR_EMAIL", "pilot@example.org",
            "GIT_COMMITTER_NAME", "Pilot",
            "GIT_COMMITTER_EMAIL", "pilot@example.org");
    return new Command(argv, environment, Optional.of(folder));
  }
}
