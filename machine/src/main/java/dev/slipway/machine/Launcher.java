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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Why a shell starts our processes (docs/adr/0004-how-steps-are-started.md has the figures).
 *
 * The JDK starts a process by way of a helper program, and a session of its own costs one more
 * program (setsid): together 1.3 ms for every step. A small shell that already sits in a session of
 * its own forks in 0.2 ms. So each launcher is one dash that reads commands from its standard input
 * and runs one process at a time in its foreground; a background job of a shell would have SIGINT
 * ignored for good. What it sends back on its standard output: `r` when it is ready, `p<pid>` from
 * the child before the program replaces it, `e<code>` when the child has ended. The output of the
 * process comes through a named pipe that the child opens and the shell itself never holds, so its
 * end is the end of the process and of whatever it left behind.
 *
 * When this program dies, however it dies, the shell reads the end of its input, removes the named
 * pipe and goes; it traps SIGPIPE so as not to die of a last word that nobody reads. What it traps
 * is at its default again in the programs it starts, which would not be so for what it ignores.
 */
/** A small shell in a session of its own that starts one process at a time. Thread-safe. */
final class Launcher {
  private static final String GREETING =
      """
      mkfifo -m 600 "$F" || exit 1
      trap 'rm -f "$F"' EXIT
      trap : INT TERM HUP PIPE
      unset PWD OLDPWD
      exec 3>&1
      echo r
      """;

  private static final OutputPump LAST = new OutputPump(OutputSink.NONE);
  private static final long UNBLOCK_LIMIT = Duration.ofSeconds(5).toNanos();

  private final Process shell;
  private final OutputStream commands;
  private final NamedPipe pipe;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final LinkedBlockingQueue<OutputPump> pumps = new LinkedBlockingQueue<>();
  private final Thread status =
      Thread.ofPlatform().daemon().name("launcher status").unstarted(this::readStatus);
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
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "F", pipe.path().toString()));
    Launcher launcher = new Launcher(builder.start(), pipe);
    launcher.send(GREETING);
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

  /** Starts a process; only while no other one of this launcher runs. */
  Launch launch(String script, OutputSink sink) throws IOException {
    Launch launch = new Launch(this, new OutputPump(sink));
    current = launch;
    pumps.add(launch.output());
    send(script);
    return launch;
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

  /** The name of its pipe, as the script that starts a process needs it. */
  Path pipe() {
    return pipe.path();
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
    Launch launch = current;
    if (line.startsWith("r")) {
      ready.countDown();
    } else if (launch != null && line.startsWith("p") && line.length() > 1) {
      launch.began(Long.parseLong(line, 1, line.length(), 10));
    } else if (launch != null && line.startsWith("e")) {
      launch.ended(Integer.parseInt(line, 1, line.length(), 10));
    }
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
