package dev.slipway.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kept process that runs, or a part of its keeper.
 *
 * @param owner whose it is: {@code router}, or an environment and an instance of it
 * @param keeper whether it is a part of the keeper
 */
record RunningProcess(String owner, boolean keeper, long pid) {
  private static final String OWNER = "SLIPWAY_OWNER=D:";
  private static final Set<String> TOOLS_OF_KEEPERS =
      Set.of("date", "dd", "mkfifo", "mv", "rm", "sleep", "wc");

  /** All whose directory lies in a folder. */
  static List<RunningProcess> in(Path folder) {
    return ProcessHandle.allProcesses().flatMap(each -> read(folder, each.pid()).stream()).toList();
  }

  private static Optional<RunningProcess> read(Path folder, long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try {
      List<String> words = words(process.resolve("cmdline"));
      if (words.isEmpty() || !Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder)) {
        return Optional.empty();
      }
      Path program = Path.of(words.getFirst()).getFileName();
      boolean keeper =
          words.contains("slipway-keeper") || TOOLS_OF_KEEPERS.contains(String.valueOf(program));
      return words(process.resolve("environ")).stream()
          .filter(each -> each.startsWith(OWNER))
          .map(each -> each.substring(OWNER.length()).split("#", 2)[0])
          .map(owner -> new RunningProcess(owner, keeper, pid))
          .findFirst();
    } catch (IOException e) {
      // It has just ended, or is another user's.
      return Optional.empty();
    }
  }

  private static List<String> words(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
  }

  /** Ends it as {@code kill -9} does; false when it has ended already. */
  boolean kill() {
    return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
  }
}
