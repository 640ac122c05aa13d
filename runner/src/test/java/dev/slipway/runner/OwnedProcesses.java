package dev.slipway.runner;

import dev.slipway.machine.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine that carry the mark of a run, as /proc tells. */
final class OwnedProcesses {
  private OwnedProcesses() {}

  /** Each as {@code PID COMMAND}. */
  static List<String> of(String run) throws IOException {
    List<String> owned = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (mark(process).contains(run)) {
          owned.add(process.getFileName() + " " + text(process.resolve("cmdline")));
        }
      }
    }
    return owned;
  }

  private static String mark(Path process) {
    for (String variable : text(process.resolve("environ")).split("\0", -1)) {
      if (variable.startsWith(Owner.VARIABLE + "=")) {
        return variable;
      }
    }
    return "";
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended meanwhile, or is another user's.
      return "";
    }
  }
}
