package dev.slipway.machine;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A named pipe among the temporary files, through which the output of processes comes. */
record NamedPipe(Path path) {
  private static final String PREFIX = Lifetime.FOLDER_PREFIX + "pipe-";
  private static final String SUFFIX = ".fifo";
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Optional<Path> MKFIFO = Programs.find("mkfifo");

  /** A name for one; nobody has made it yet. */
  static NamedPipe unmade() {
    return new NamedPipe(
        Path.of(
            System.getProperty("java.io.tmpdir"),
            PREFIX + ProcessHandle.current().pid() + "-" + Folders.uniqueName() + SUFFIX));
  }

  /** Makes one; empty where the system has no program for that. */
  static Optional<NamedPipe> make() {
    NamedPipe pipe = unmade();
    return MKFIFO
        .map(mkfifo -> Command.of(mkfifo.toString(), "-m", "600", pipe.path().toString()).run())
        .filter(Command.Answer::succeeded)
        .map(answer -> pipe);
  }

  /** Removes pipes that are older than a day and whose program is no more. */
  static void sweep() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> pipes = Files.newDirectoryStream(folder, PREFIX + "*-*" + SUFFIX)) {
      for (Path pipe : pipes) {
        if (isForgotten(pipe)) {
          Files.deleteIfExists(pipe);
        }
      }
    }
  }

  private static boolean isForgotten(Path pipe) throws IOException {
    String name = String.valueOf(pipe.getFileName());
    String pid = name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length()));
    Instant made = Files.getLastModifiedTime(pipe, LinkOption.NOFOLLOW_LINKS).toInstant();
    return pid.chars().allMatch(Character::isDigit)
        && ProcessTable.find(Long.parseLong(pid)).isEmpty()
        && made.isBefore(Instant.now().minus(FORGOTTEN));
  }

  /** Reads until the last writer is gone; waits first until there is a writer. */
  void read(OutputPump pump, byte[] buffer) {
    try (FileInputStream input = new FileInputStream(path.toFile())) {
      pump.run(input, buffer);
    } catch (IOException e) {
      pump.end();
    }
  }

  /** Frees a reader that waits for a writer which will never come. */
  void unblock(OutputPump pump, long nanoseconds) throws InterruptedException {
    long deadline = System.nanoTime() + nanoseconds;
    while (!pump.isOpened() && !pump.isEnded() && System.nanoTime() - deadline < 0) {
      try {
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
        Thread.sleep(1);
      } catch (IOException e) {
        // No pipe, so no reader that waits.
        return;
      }
    }
  }

  /** Removes its name; whoever has it open goes on. */
  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
