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
 * is its data folder. Its environment cannot be asked: it writes its title over it.
 */
final class DatabaseFolder {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String NO_MARKER = "none: a server writes over its environment";

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
          tree.sendToRoot(ProcessTree.Signal.QUIT);
          if (!tree.awaitEnd(PATIENCE)) {
            tree.kill();
          }
        });
    return server.map(ProcessTable.Row::pid);
  }

  private static Optional<ProcessTable.Row> postmaster(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
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
