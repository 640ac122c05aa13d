package dev.slipway.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A process and everything that comes from it: its descendants, the members of its session, and
 * whoever carries its marker, which is how those that moved to a session and parent of their own
 * are found.
 *
 * <p>A process that also throws its environment away is out of reach once it has no parent of ours.
 */
record ProcessTree(long root, long parent, String marker) {
  private static final long LIMIT = Duration.ofSeconds(3).toNanos();
  private static final long PAUSE_MILLIS = 2;

  /** Sends a signal to every process of the tree. */
  void send(Signal signal) {
    send(signal, members());
  }

  /** Sends a signal to the root alone. */
  void sendToRoot(Signal signal) {
    send(signal, members().stream().filter(row -> row.pid() == root).toList());
  }

  /** Waits until the root has ended; false when the limit passes first. */
  boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (ProcessTable.find(root).filter(row -> row.parent() == parent).isPresent()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Kills the tree and waits, up to 3 s, until it is gone. */
  void kill() {
    killWhile(this::members);
  }

  /**
   * Kills whatever carries a marker of an owner, with its descendants; returns what was found.
   *
   * @param since the start of the oldest process it can be, as {@link ProcessTable} counts
   */
  static List<Orphan> killAll(Owner owner, long since) {
    long self = ProcessHandle.current().pid();
    return killWhile(
        () ->
            withDescendants(
                ProcessTable.read(),
                row -> row.start() >= since && row.pid() != self && carries(row, owner::covers)));
  }

  private List<ProcessTable.Row> members() {
    List<ProcessTable.Row> table = ProcessTable.read();
    Predicate<ProcessTable.Row> isRoot =
        row -> row.pid() == root && row.parent() == parent && root > 0;
    boolean alive = table.stream().anyMatch(isRoot);
    return withDescendants(
        table,
        row ->
            isRoot.test(row) || (alive && row.session() == root) || carries(row, marker::equals));
  }

  /** Sends a signal to some processes, as they were seen a moment ago. */
  static void send(Signal signal, List<ProcessTable.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    if (signal == Signal.TERMINATE) {
      // The only one that the JDK sends itself, which saves a process.
      rows.forEach(row -> ProcessHandle.of(row.pid()).ifPresent(ProcessHandle::destroy));
      return;
    }
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/bin/sh", "-c", "kill -" + signal.title() + " \"$@\"", "sh"));
    rows.forEach(row -> argv.add(String.valueOf(row.pid())));
    new Command(argv, Map.of(), Optional.empty()).run();
  }

  private static List<Orphan> killWhile(Supplier<List<ProcessTable.Row>> find) {
    Set<Orphan> found = new HashSet<>();
    long deadline = System.nanoTime() + LIMIT;
    List<ProcessTable.Row> rows = find.get();
    while (!rows.isEmpty() && System.nanoTime() < deadline) {
      for (ProcessTable.Row row : rows) {
        found.add(new Orphan(row.pid(), row.name()));
        killSame(row);
      }
      pause();
      rows = find.get();
    }
    return List.copyOf(found);
  }

  /** Kills a process if it is still the one that was seen. */
  static void killSame(ProcessTable.Row row) {
    ProcessHandle.of(row.pid())
        .filter(handle -> ProcessTable.find(row.pid()).map(now -> isSame(row, now)).orElse(false))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private static boolean isSame(ProcessTable.Row one, ProcessTable.Row other) {
    return one.pid() == other.pid() && one.start() == other.start();
  }

  private static boolean carries(ProcessTable.Row row, Predicate<String> isWanted) {
    return ProcessTable.marker(row.pid()).filter(isWanted).isPresent();
  }

  private static List<ProcessTable.Row> withDescendants(
      List<ProcessTable.Row> table, Predicate<ProcessTable.Row> isRoot) {
    Set<Long> members = new HashSet<>();
    table.stream().filter(isRoot).forEach(row -> members.add(row.pid()));
    boolean grown = !members.isEmpty();
    while (grown) {
      grown = false;
      for (ProcessTable.Row row : table) {
        if (members.contains(row.parent()) && members.add(row.pid())) {
          grown = true;
        }
      }
    }
    return table.stream().filter(row -> members.contains(row.pid())).toList();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
