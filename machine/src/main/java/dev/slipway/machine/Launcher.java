package dev.slipway.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Why a shell starts our processes (docs/adr/0004-how-steps-are-started.md has the figures).
 *
 * The JDK starts a process by way of a helper program, and a session of its own costs one more
 * program (setsid): together 1.3 ms for every step. A small shell that already sits in a session of
 * its own forks in 0.2 ms. So each launcher is one dash that reads commands from its standard input
 * and runs one process at a time in its foreground; a background job of a shell would have SIGINT
 * ignored for good. Its child is made ahead, as soon as the one before has ended, and waits: it reads
 * from the same standard input what it is to become. What comes back on the standard output of
 * both: `p<pid>` from the child that waits, `e<code>` when it has ended. So nothing may be written
 * to them between `e` and `p` but the order for the next child: the shell would read what is meant
 * for the child. The variables of the last process are made the shell's own while nobody waits, and
 * the next one is told only what differs.
 *
 * The output of the process comes through a named pipe that the child opens and the shell itself
 * never holds, so its end is the end of the process and of whatever it left behind.
 *
 * When this program dies, however it dies, child and shell read the end of their input; the shell
 * removes the named pipe and goes. It traps SIGPIPE so as not to die of a last word that nobody reads. What it traps
 * is at its default again in the programs it starts, which would not be so for what it ignores.
 */
/** A small shell in a session of its own that starts one process at a time. Thread-safe. */
final class Launcher {
  /** What follows the name of the pipe. No name of a variable is the shell's own. */
  private static final String GREETING =
      """

      mkfifo -m 600 "$1" || exit 1
      trap '/bin/rm -f "$1"' EXIT
      trap : INT TERM HUP PIPE
      exec 3>&1
      """;

  private static final String CHILD = LaunchScript.child();
  private static final Map<String, String> AT_FIRST = Map.of("PATH", "/usr/bin:/bin");
  private static final Duration CHILD_LIMIT = Duration.ofSeconds(5);

  private static final OutputPump LAST = new OutputPump(OutputSink.NONE);
  private static final long UNBLOCK_LIMIT = Duration.ofSeconds(5).toNanos();

  private final Process shell;
  private final OutputStream commands;
  private final NamedPipe pipe;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final LinkedBlockingQueue<OutputPump> pumps = new LinkedBlockingQueue<>();
  private final Thread status =
      Thread.ofPlatform().daemon().name("launcher status").unstarted(this::readStatus);
  private final Semaphore childWaits = new Semaphore(0);
  private volatile long child;
  private volatile Map<String, String> held = AT_FIRST;
  private volatile Map<String, String> last = AT_FIRST;
  private volatile @Nullable Launch current;
  private volatile boolean alive = true;

  private Launcher(Process shell, NamedPipe pipe) {
    this.shell = shell;
    this.commands = shell.getOutputStream();
    this.pipe = pipe;
  }

  /** Opens one; it can be used as soon as {@link #awaitReady} says so. */
  static Launcher open(Path dash) throws IOException {
    NamedPipe pipe = NamedPipe.unmade();
    List<String> argv = new ArrayList<>(Session.prefix());
    argv.add(dash.toString());
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.to(DevNull.FILE));
    builder.environment().clear();
    builder.environment().putAll(AT_FIRST);
    Launcher launcher = new Launcher(builder.start(), pipe);
    StringBuilder greeting = new StringBuilder("set -- ");
    LaunchScript.quote(greeting, pipe.path().toString());
    launcher.send(greeting.append(GREETING).append(CHILD).toString());
    launcher.status.start();
    Thread.ofPlatform().daemon().name("launcher output").start(launcher::readOutput);
    return launcher;
  }

  boolean awaitReady(long milliseconds) throws InterruptedException {
    return ready.await(milliseconds, TimeUnit.MILLISECONDS) && alive;
  }

  boolean isAlive() {
    return alive;
  }

  /** The process id of the shell. */
  long pid() {
    return shell.pid();
  }

  /**
   * Starts a process; only while no other one of this launcher runs. Empty when a shell cannot hold
   * one of its variables.
   *
   * @throws IOException when the shell is gone, or has had no child for seconds
   */
  Optional<Launch> launch(ProgramStart start, OutputSink sink) throws IOException {
    awaitChild();
    Optional<String> changes = LaunchScript.changes(held, start.environment());
    if (changes.isEmpty()) {
      childWaits.release();
      return Optional.empty();
    }
    Launch launch = new Launch(this, child, new OutputPump(sink));
    current = launch;
    last = start.environment();
    pumps.add(launch.output());
    send(LaunchScript.become(start, changes.get(), pipe.path()));
    return Optional.of(launch);
  }

  private void awaitChild() throws IOException {
    try {
      if (!childWaits.tryAcquire(CHILD_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || !alive) {
        throw new IOException("the shell has no child");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a child of the shell", e);
    }
  }

  /**
   * Has the next child made, with the variables of the last one, which are likely to come again.
   */
  private void makeChild() {
    try {
      send(LaunchScript.changes(held, last).orElseThrow() + CHILD);
      held = last;
    } catch (IOException e) {
      alive = false;
    }
  }

  /** Ends it once its process has; a pump that is detached reads on by itself. */
  void retire() {
    alive = false;
    try {
      commands.close();
    } catch (IOException e) {
      // It died before.
    }
  }

  /** Waits until the shell and the thread that listens to it are gone. */
  void awaitEnd(Duration limit) throws InterruptedException {
    if (shell.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      status.join(limit);
    }
  }

  private void send(String script) throws IOException {
    commands.write(script.getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  private void readStatus() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII), 256)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(line);
      }
    } catch (IOException e) {
      // The same as its end: the shell is gone.
    }
    end();
  }

  private void end() {
    alive = false;
    ready.countDown();
    childWaits.release();
    Launch launch = current;
    try {
      if (launch != null) {
        launch.lost();
        pipe.unblock(launch.output(), UNBLOCK_LIMIT);
      }
      pipe.delete();
    } catch (IOException e) {
      // Somebody else removed it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pumps.add(LAST);
  }

  private void accept(String line) {
    if (line.startsWith("p") && line.length() > 1) {
      child = Long.parseLong(line, 1, line.length(), 10);
      ready.countDown();
      childWaits.release();
    } else if (line.startsWith("e")) {
      ended(Integer.parseInt(line, 1, line.length(), 10));
    }
  }

  private void ended(int code) {
    Launch launch = current;
    if (launch == null || launch.isEnded()) {
      // Somebody killed the child that waited.
      retire();
      return;
    }
    launch.ended(code);
    makeChild();
  }

  private void readOutput() {
    byte[] buffer = new byte[OutputPump.BUFFER_SIZE];
    try {
      for (OutputPump pump = pumps.take(); pump != LAST; pump = pumps.take()) {
        pipe.read(pump, buffer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
