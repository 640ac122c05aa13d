package dev.slipway.machine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One orderly end of a kept process and its keeper. */
final class KeeperStop {
  private static final long PAUSE_MILLIS = 5;
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final KeeperFolder folder;
  private final long deadline;
  private final Set<ProcessIdentity> asked = new HashSet<>();
  private final Set<Long> leftBehind = new HashSet<>();

  KeeperStop(KeeperFolder folder, Duration grace) {
    this.folder = folder;
    this.deadline = System.nanoTime() + grace.toNanos();
  }

  KeptState run() {
    folder.askToStop();
    while (askWhoIsLeft() && hasTime(deadline)) {
      KeeperFolder.pause(PAUSE_MILLIS);
    }
    killProcess();
    awaitWriter();
    folder.killRest();
    return folder.state();
  }

  /** Asks each process once; false when there is nobody to wait for. */
  private boolean askWhoIsLeft() {
    Optional<ProcessTable.Row> child = alive(folder.child());
    if (child.isPresent()) {
      askOnce(folder.child().orElseThrow(), child.get(), folder.stopSignal());
      return true;
    }
    List<ProcessTable.Row> rest = leftBehind();
    List<ProcessTable.Row> notAsked =
        rest.stream().filter(row -> leftBehind.add(row.pid())).toList();
    ProcessTree.send(Signal.TERMINATE, notAsked);
    Optional<ProcessTable.Row> keeper = alive(folder.keeper());
    keeper.ifPresent(row -> askOnce(folder.keeper().orElseThrow(), row, Signal.TERMINATE));
    return keeper.isPresent() || !rest.isEmpty();
  }

  private void askOnce(ProcessIdentity identity, ProcessTable.Row row, Signal signal) {
    if (asked.add(identity)) {
      ProcessTree.send(signal, List.of(row));
    }
  }

  /** The members of the session that the process led. */
  private List<ProcessTable.Row> leftBehind() {
    long session = folder.child().map(ProcessIdentity::pid).orElse(0L);
    return ProcessTable.read().stream()
        .filter(row -> session != 0 && row.session() == session && carriesMarker(row))
        .toList();
  }

  private boolean carriesMarker(ProcessTable.Row row) {
    return ProcessTable.marker(row.pid()).filter(folder.marker()::equals).isPresent();
  }

  /** Some servers write over the environment they were given: the parent and session tell. */
  private void killProcess() {
    alive(folder.child())
        .ifPresent(row -> new ProcessTree(row.pid(), row.parent(), folder.marker()).kill());
  }

  /** The writer of the output ends by itself when it has read everything. */
  private void awaitWriter() {
    long limit = System.nanoTime() + DRAIN.toNanos();
    while (hasTime(limit) && ProcessTable.read().stream().anyMatch(this::carriesMarker)) {
      KeeperFolder.pause(PAUSE_MILLIS);
    }
  }

  /** An interrupted stop kills at once. */
  private static boolean hasTime(long end) {
    return System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted();
  }

  private Optional<ProcessTable.Row> alive(Optional<ProcessIdentity> identity) {
    return identity.filter(folder::isAlive).flatMap(known -> ProcessTable.find(known.pid()));
  }
}
