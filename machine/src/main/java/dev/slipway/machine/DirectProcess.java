package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process the JDK started, in a session of its own. */
final class DirectProcess implements Running {
  private final Process process;
  private final OutputPump output;

  private DirectProcess(Process process, OutputPump output) {
    this.process = process;
    this.output = output;
  }

  static DirectProcess start(
      List<String> argv, Map<String, String> environment, Path directory, OutputSink sink) {
    List<String> command = new ArrayList<>(Session.prefix());
    command.addAll(argv);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(DevNull.FILE);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      OutputPump output = new OutputPump(sink);
      Thread.ofPlatform()
          .daemon()
          .name("output of " + process.pid())
          .start(() -> output.run(process.getInputStream(), new byte[OutputPump.BUFFER_SIZE]));
      return new DirectProcess(process, output);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot start " + argv.getFirst() + ": " + e.getMessage(), e);
    }
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
