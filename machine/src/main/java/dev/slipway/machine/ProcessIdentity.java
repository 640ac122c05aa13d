package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which process it is, for as long as the machine runs and after: a process id alone is given to
 * another process sooner or later.
 *
 * @param start when it started, as {@link ProcessTable} counts; 0 when that is not known
 * @param boot which run of the machine that was
 * @param space the process id namespace, outside of which the id means nothing
 */
record ProcessIdentity(long pid, long start, String boot, String space) {
  /** What is known about it now. */
  enum State {
    ALIVE,
    DEAD,
    /** It lives, or lived, where we cannot see it: in a container, or outside of ours. */
    UNKNOWN
  }

  /** This program. */
  static final ProcessIdentity OWN = own();

  private static ProcessIdentity own() {
    long pid = ProcessHandle.current().pid();
    long start = ProcessTable.find(pid).map(ProcessTable.Row::start).orElse(0L);
    return new ProcessIdentity(pid, start, currentBoot(), currentSpace());
  }

  State state() {
    if (!boot.equals(currentBoot())) {
      return State.DEAD;
    }
    if (!space.equals(currentSpace())) {
      return State.UNKNOWN;
    }
    boolean same =
        ProcessTable.find(pid).filter(row -> start == 0 || row.start() == start).isPresent();
    return same ? State.ALIVE : State.DEAD;
  }

  String line() {
    return pid + " " + start + " " + boot + " " + space;
  }

  static Optional<ProcessIdentity> parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    if (fields.size() != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessIdentity(
              Long.parseLong(fields.get(0)),
              Long.parseLong(fields.get(1)),
              fields.get(2),
              fields.get(3)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String currentBoot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "-";
    }
  }

  static String currentSpace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      return "-";
    }
  }
}
