package dev.slipway.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program found on the PATH of a session.
 *
 * @param version the first line it prints about itself; empty when it says nothing in time
 */
record InstalledProgram(Path path, String version) {
  private static final long PATIENCE_SECONDS = 5;

  /** Looks a program up as a shell does. */
  static Optional<Path> find(Session session, String name) {
    for (String folder : session.variable("PATH").orElse("").split(File.pathSeparator, -1)) {
      Path candidate = session.resolve(folder).resolve(name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Looks a program up and asks it for its version. */
  static Optional<InstalledProgram> ask(Session session, String name, String option) {
    return find(session, name).map(path -> new InstalledProgram(path, firstLine(path, option)));
  }

  private static String firstLine(Path program, String option) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), option)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    } catch (IOException unusable) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
