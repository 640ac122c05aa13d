package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One short program of ours whose answer we read: standard output and standard error apart.
 *
 * @param environment the whole environment; when it is empty, that of this program
 */
record Command(List<String> argv, Map<String, String> environment, Optional<Path> directory) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What it answered. */
  record Answer(int code, String text, String errors) {
    boolean succeeded() {
      return code == 0;
    }
  }

  Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  static Command of(String... argv) {
    return new Command(List.of(argv), Map.of(), Optional.empty());
  }

  /** Runs to the end. */
  Answer run() {
    return run(LIMIT);
  }

  Answer run(Duration limit) {
    return run(limit, DevNull.FILE);
  }

  /** As {@link #run(Duration)}, with something to read. */
  Answer run(Duration limit, File input) {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(input);
    directory.ifPresent(folder -> builder.directory(folder.toFile()));
    if (!environment.isEmpty()) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    try {
      return answer(builder.start(), limit);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.TOOL_MISSING, "Cannot start " + argv.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** As {@link #run()}, but a failure is a fault that says what was tried. */
  Answer require(String purpose) {
    Answer answer = run();
    if (!answer.succeeded()) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          purpose
              + " failed: '"
              + String.join(" ", argv)
              + "' ended with code "
              + answer.code()
              + ": "
              + answer.errors().strip());
    }
    return answer;
  }

  private Answer answer(Process process, Duration limit) throws IOException {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Thread errorReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), errors));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Thread outputReader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), output));
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SlipwayException(
            ErrorCode.TIMED_OUT,
            "'" + String.join(" ", argv) + "' did not end within " + limit.toSeconds() + " s");
      }
      outputReader.join(limit);
      errorReader.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "Interrupted while waiting for " + argv.getFirst(), e);
    } finally {
      process.destroyForcibly();
    }
    return new Answer(
        process.exitValue(),
        output.toString(StandardCharsets.UTF_8),
        errors.toString(StandardCharsets.UTF_8));
  }

  private static void copy(InputStream input, ByteArrayOutputStream into) {
    try (input) {
      input.transferTo(into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
