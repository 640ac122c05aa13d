package dev.slipway.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the shell of a keeper and hands it its program: through a named pipe, since the program
 * holds secrets, and since the JDK closes its own pipe when what it started goes to the background.
 */
final class KeeperShell {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 2;

  private KeeperShell() {}

  /** Returns when the keeper has done what it begins with. */
  static void run(KeeperFolder folder, String script, KeeperScript.FirstRun first)
      throws IOException {
    Path pipe = folder.path().resolve("program");
    Files.deleteIfExists(pipe);
    Command.of("mkfifo", "-m", "600", pipe.toString()).require("Making a named pipe");
    // Opened for reading too, so that opening does not wait for the shell and nothing is lost.
    try (FileChannel channel =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      start(folder, pipe);
      Thread writer = Thread.ofPlatform().daemon().start(() -> write(channel, script));
      awaitStart(folder, first);
      channel.close();
      join(writer);
    } catch (IOException e) {
      folder.killRest();
      throw e;
    } finally {
      Files.deleteIfExists(pipe);
    }
  }

  private static void start(KeeperFolder folder, Path program) throws IOException {
    List<String> argv = new ArrayList<>(Session.detachedPrefix());
    argv.add(Programs.find("dash").orElse(Path.of("/bin/sh")).toString());
    argv.addAll(List.of(program.toString(), "slipway-keeper"));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(DevNull.FILE)
            .redirectOutput(DevNull.FILE)
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.errors().toFile()));
    builder.environment().clear();
    builder.environment().putAll(KeeperScript.environment(folder.marker()));
    Process starter = builder.start();
    try {
      if (!starter.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        starter.destroyForcibly();
        throw new IOException("the shell did not leave for the background");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void write(FileChannel channel, String script) {
    ByteBuffer text = ByteBuffer.wrap(script.getBytes(StandardCharsets.UTF_8));
    try {
      while (text.hasRemaining()) {
        channel.write(text);
      }
    } catch (IOException e) {
      // The shell is gone or too slow: whoever waits for it says so.
    }
  }

  private static void awaitStart(KeeperFolder folder, KeeperScript.FirstRun first)
      throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!folder.hasBegun(first)) {
      if (System.nanoTime() - deadline >= 0) {
        throw new IOException("it did not start: " + folder.errorText());
      }
      KeeperFolder.pause(PAUSE_MILLIS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
    }
  }

  private static void join(Thread writer) {
    try {
      writer.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
