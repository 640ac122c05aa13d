package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server that runs in a data folder of PostgreSQL.
 *
 * <p>Source: the first line of {@code postmaster.pid} is its process id; a server's working folder
 * is its data folder.
 */
final class DatabaseFolder {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int STATUS_LINE = 7;
  private static final String NO_MARKER = "none: the folder tells";

  private DatabaseFolder() {}

  /**
   * Stops the server, if one runs there, and returns its process id: an immediate shutdown, which
   * also frees its shared memory, then by force.
   */
  static Optional<Long> stop(Path folder) {
    Optional<ProcessTable.Row> server = postmaster(folder);
    server.ifPresent(
        row -> {
          ProcessTree tree = new ProcessTree(row.pid(), row.parent(), NO_MARKER);
          tree.sendToRoot(Signal.QUIT);
          if (!tree.awaitEnd(PATIENCE)) {
            Optional<String> segment = sharedMemory(folder);
            tree.kill();
            segment.ifPresent(id -> Command.of("ipcrm", "-m", id).run());
          }
        });
    return server.map(ProcessTable.Row::pid);
  }

  /**
   * Whether the server of a folder says that it takes connections: the eighth line of its file. One
   * that was killed says so still.
   */
  static boolean isReady(Path folder) {
    List<String> lines = lines(folder);
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /** The seventh line: key and id of the segment that outlives a killed server. */
  private static Optional<String> sharedMemory(Path folder) {
    List<String> lines = lines(folder);
    if (lines.size() < 7 || Programs.find("ipcrm").isEmpty()) {
      return Optional.empty();
    }
    String line = lines.get(6).strip();
    return Optional.of(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static List<String> lines(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("postmaster.pid"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<ProcessTable.Row> postmaster(Path folder) {
    List<String> lines = lines(folder);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.getFirst().strip());
      Path working = Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
      if (!working.equals(folder.toRealPath())) {
        return Optional.empty();
      }
      return ProcessTable.find(pid);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
