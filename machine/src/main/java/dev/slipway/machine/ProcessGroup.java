package dev.slipway.machine;

import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A started program with everything it starts: outside our session, with an empty standard input
 * and no terminal. Thread-safe.
 */
public final class ProcessGroup implements AutoCloseable {
  private static final long QUIET = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_DRAIN = Duration.ofSeconds(5).toNanos();
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);
  private static final int KILLED = 128 + 9;
  private static final String SERVICE = "service:";
  private static final Duration COOL_DOWN_LIMIT = Duration.ofMillis(250);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final ProcessSpec spec;
  private final String marker;
  private final Running running;
  private volatile boolean stopped;
  private long ended;

  private ProcessGroup(ProcessSpec spec, String marker, Running running) {
    this.spec = spec;
    this.marker = marker;
    this.running = running;
  }

  /** Prepares for a quick start of the first process; returns at once. */
  public static void warmUp() {
    LaunchPool.openAside();
  }

  /** Lets go of what {@link #warmUp} prepared, for a program that is about to end; takes 10 ms. */
  public static void coolDown() {
    LaunchPool.release(COOL_DOWN_LIMIT);
  }

  /**
   * Starts a program; its output flows into the sink until it ends.
   *
   * @throws SlipwayException when the program is not installed or the folder is not there
   */
  public static ProcessGroup start(ProcessSpec spec, OutputSink sink) {
    return start(spec, sink, true);
  }

  /**
   * Starts a service: the leader of a session that nothing else is in. It is no orphan of its
   * owner, whoever starts it ends it.
   */
  static ProcessGroup startService(ProcessSpec spec, OutputSink sink) {
    return start(spec, sink, false);
  }

  private static ProcessGroup start(ProcessSpec spec, OutputSink sink, boolean shared) {
    List<String> argv = new ArrayList<>(spec.argv());
    argv.set(0, Programs.require(spec).toString());
    String marker =
        (shared ? "" : SERVICE) + spec.owner().marker() + "#" + NUMBERS.incrementAndGet();
    ProgramStart start = new ProgramStart(argv, spec.environment(), marker, spec.directory());
    Optional<? extends Running> launched = Optional.empty();
    if (shared) {
      launched = LaunchPool.take().flatMap(launcher -> launch(launcher, start, sink));
    }
    Running running = launched.isPresent() ? launched.get() : DirectProcess.start(start, sink);
    return new ProcessGroup(spec, marker, running);
  }

  private static Optional<Launch> launch(Launcher launcher, ProgramStart start, OutputSink sink) {
    try {
      Optional<Launch> launch = launcher.launch(start, sink);
      if (launch.isEmpty()) {
        LaunchPool.giveBack(launcher);
      }
      return launch;
    } catch (IOException e) {
      launcher.retire();
      return Optional.empty();
    }
  }

  /** Who answers for it. */
  public Owner owner() {
    return spec.owner();
  }

  /** The process id of the program; zero when it ended before it had one that we could see. */
  public long pid() {
    return running.pid();
  }

  /** Whether the program still runs; what it left behind does not count. */
  public boolean isRunning() {
    try {
      return running.awaitCode(0).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Waits until the program has ended and its output has arrived; empty when the limit passes
   * first. Processes it left behind are not waited for: their output counts while it keeps coming,
   * for 5 s at most, as on GitHub. An interrupted wait kills the whole group.
   *
   * @throws RuntimeException what the sink threw
   */
  public Optional<Exit> await(Duration limit) {
    long wait = limit.compareTo(LONGEST_WAIT) < 0 ? limit.toNanos() : LONGEST_WAIT.toNanos();
    long deadline = System.nanoTime() + wait;
    try {
      OptionalInt code = running.awaitCode(wait);
      if (code.isEmpty() || !drain(deadline)) {
        return Optional.empty();
      }
      running.release();
      running.output().rethrow();
      return Optional.of(new Exit(code.getAsInt(), stopped));
    } catch (InterruptedException e) {
      stopped = true;
      tree().kill();
      Thread.currentThread().interrupt();
      return Optional.of(new Exit(KILLED, true));
    }
  }

  /**
   * Stops it in stages and returns how it ended. Every signal goes to the whole tree, as a key on a
   * terminal would; at the end nothing of the tree is left, wherever it moved to.
   */
  public Exit stop(Stop stop) {
    if (!isRunning()) {
      return await(AFTER_KILL).orElse(new Exit(KILLED, false));
    }
    stopped = true;
    Optional<Exit> exit = stage(Signal.INTERRUPT, stop.afterInterrupt());
    if (exit.isEmpty()) {
      exit = stage(Signal.TERMINATE, stop.afterTerminate());
    }
    tree().kill();
    return exit.or(() -> await(AFTER_KILL)).orElse(new Exit(KILLED, true));
  }

  /** Asks the program alone to end, which ends its children in order; empty when it does not. */
  Optional<Exit> interruptLeader(Duration limit) {
    if (isRunning()) {
      stopped = true;
      tree().sendToRoot(Signal.INTERRUPT);
    }
    return await(limit);
  }

  /** Stops it at once when it still runs; what an ended program left behind stays. */
  @Override
  public void close() {
    if (isRunning()) {
      stop(Stop.AT_ONCE);
    }
  }

  /**
   * Kills every process of an owner and of its parts that this program started and that still runs,
   * as at the end of a job, and says which.
   */
  public static List<Orphan> killOrphans(Owner owner) {
    return ProcessTree.killAll(owner, ProcessIdentity.OWN.start());
  }

  private Optional<Exit> stage(Signal signal, Duration wait) {
    if (wait.isZero()) {
      return Optional.empty();
    }
    tree().send(signal);
    return await(wait);
  }

  private ProcessTree tree() {
    return new ProcessTree(running.pid(), running.parent(), marker);
  }

  /** Waits for the end of the output; gives up when others hold the pipe and are quiet. */
  private boolean drain(long deadline) throws InterruptedException {
    OutputPump output = running.output();
    if (output.isEnded()) {
      return true;
    }
    long exited = firstSeenEnded();
    while (!output.isEnded()) {
      long now = System.nanoTime();
      long quiet = Math.max(output.lastOutput() - now, exited - now) + QUIET;
      long patience = Math.min(quiet, exited - now + LONGEST_DRAIN);
      if (patience <= 0) {
        output.detach();
        return true;
      }
      if (now - deadline >= 0) {
        return false;
      }
      output.await(Math.min(patience, deadline - now));
    }
    return true;
  }

  private synchronized long firstSeenEnded() {
    if (ended == 0) {
      ended = System.nanoTime();
    }
    return ended;
  }
}
