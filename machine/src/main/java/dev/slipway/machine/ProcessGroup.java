package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A started program with everything it starts: in a session of its own, with an empty standard
 * input and no terminal. Thread-safe.
 */
public final class ProcessGroup implements AutoCloseable {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final Duration DRAIN = Duration.ofMillis(500);

  private final ProcessSpec spec;
  private final Process process;
  private final Thread reader;
  private volatile boolean stopped;

  private ProcessGroup(ProcessSpec spec, Process process, OutputSink sink) {
    this.spec = spec;
    this.process = process;
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .name("output of " + process.pid())
            .start(() -> copy(process.getInputStream(), sink));
  }

  /**
   * Starts a program; its output flows into the sink until it ends.
   *
   * @throws SlipwayException when the program is not installed or the folder is not there
   */
  public static ProcessGroup start(ProcessSpec spec, OutputSink sink) {
    List<String> argv = new ArrayList<>();
    argv.add("setsid");
    argv.addAll(spec.argv());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(spec.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.environment().put(Owner.VARIABLE, spec.owner().marker());
    try {
      return new ProcessGroup(spec, builder.start(), sink);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot start " + spec.argv().getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** Who answers for it. */
  public Owner owner() {
    return spec.owner();
  }

  /** The process id of the program. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the program has ended and its output has arrived; empty when the limit passes
   * first. An interrupted wait kills the whole group.
   */
  public Optional<Exit> await(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      reader.join(DRAIN);
      return Optional.of(new Exit(process.exitValue(), stopped));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return Optional.of(new Exit(128 + 9, true));
    }
  }

  /** Stops it in stages and returns how it ended; nothing of its tree is left. */
  public Exit stop(Stop stop) {
    stopped = true;
    List<ProcessHandle> tree = process.descendants().toList();
    process.destroy();
    Optional<Exit> exit = await(stop.afterInterrupt().plus(stop.afterTerminate()));
    tree.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return exit.or(() -> await(Duration.ofSeconds(10))).orElse(new Exit(128 + 9, true));
  }

  /** Kills what is left of it. */
  @Override
  public void close() {
    if (process.isAlive()) {
      stop(Stop.AT_ONCE);
    }
  }

  private static void copy(InputStream input, OutputSink sink) {
    byte[] buffer = new byte[BUFFER_SIZE];
    try (input) {
      int length = input.read(buffer);
      while (length >= 0) {
        sink.write(buffer, 0, length);
        length = input.read(buffer);
      }
    } catch (IOException e) {
      // The pipe of an ended process was closed: there is nothing more to read.
    }
  }
}
