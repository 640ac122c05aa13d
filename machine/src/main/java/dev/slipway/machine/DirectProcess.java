package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process the JDK started, in a session of its own.
 *
 * <p>Its output comes through a named pipe that has lost its name by the time it runs. The JDK's
 * own pipe would do for the process itself, but the JDK closes it when the process ends, and what a
 * child of it still had to say would be lost.
 */
final class DirectProcess implements Running {
  private static final long UNBLOCK_LIMIT = Duration.ofSeconds(5).toNanos();

  private final Process process;
  private final OutputPump output;

  private DirectProcess(Process process, OutputPump output) {
    this.process = process;
    this.output = output;
  }

  static DirectProcess start(ProgramStart start, OutputSink sink) {
    List<String> command = new ArrayList<>(Session.prefix());
    command.addAll(start.argv());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(start.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(DevNull.FILE);
    builder.environment().clear();
    builder.environment().putAll(start.environment());
    builder.environment().put(Owner.VARIABLE, start.marker());
    OutputPump output = new OutputPump(sink);
    Optional<NamedPipe> pipe = NamedPipe.make();
    try {
      return new DirectProcess(
          pipe.isPresent() ? start(builder, output, pipe.get()) : start(builder, output), output);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot start " + start.argv().getFirst() + ": " + e.getMessage(), e);
    }
  }

  private static Process start(ProcessBuilder builder, OutputPump output, NamedPipe pipe)
      throws IOException {
    startReading(() -> pipe.read(output, new byte[OutputPump.BUFFER_SIZE]));
    try {
      return builder.redirectOutput(pipe.path().toFile()).start();
    } catch (IOException e) {
      unblock(output, pipe);
      throw e;
    } finally {
      pipe.delete();
    }
  }

  /** After a failed start nobody may ever open the other end. */
  private static void unblock(OutputPump output, NamedPipe pipe) {
    try {
      pipe.unblock(output, UNBLOCK_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(ProcessBuilder builder, OutputPump output) throws IOException {
    Process process = builder.start();
    startReading(() -> output.run(process.getInputStream(), new byte[OutputPump.BUFFER_SIZE]));
    return process;
  }

  private static void startReading(Runnable reading) {
    Thread.ofPlatform().daemon().name("process output").start(reading);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public long parent() {
    return ProcessHandle.current().pid();
  }

  @Override
  public OptionalInt awaitCode(long nanoseconds) throws InterruptedException {
    if (!process.waitFor(nanoseconds, TimeUnit.NANOSECONDS)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(process.exitValue());
  }

  @Override
  public OutputPump output() {
    return output;
  }

  @Override
  public void release() {
    // The pump ends by itself when the last holder of the pipe does.
  }
}
