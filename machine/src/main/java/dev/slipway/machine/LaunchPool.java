package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The idle launchers of this program. Thread-safe.
 *
 * <p>It holds no more than were once needed at the same time, and they go when this program does.
 */
final class LaunchPool {
  private static final int MOST = 16;
  private static final long OPENING_LIMIT_MILLIS = 10_000;
  private static final Optional<Path> DASH = findDash();

  private static final ConcurrentLinkedDeque<Launcher> IDLE = new ConcurrentLinkedDeque<>();
  private static final AtomicInteger OPENING = new AtomicInteger();

  private LaunchPool() {}

  /** Whether this machine has what launchers need. */
  static boolean isSupported() {
    return DASH.isPresent() && !Session.prefix().isEmpty();
  }

  /** How many wait for work. */
  static int idle() {
    return IDLE.size();
  }

  /** An idle launcher; when there is none, one is opened for the next time. */
  static Optional<Launcher> take() {
    for (Launcher launcher = IDLE.poll(); launcher != null; launcher = IDLE.poll()) {
      if (launcher.isAlive()) {
        if (IDLE.isEmpty()) {
          openAside();
        }
        return Optional.of(launcher);
      }
    }
    openAside();
    return Optional.empty();
  }

  static void giveBack(Launcher launcher) {
    if (launcher.isAlive() && IDLE.size() < MOST) {
      IDLE.push(launcher);
    } else {
      launcher.retire();
    }
  }

  /**
   * Lets all idle launchers go. Whoever is about to end the program should: a thread that reads
   * from one at that moment makes the JVM wait 0.3 s for it.
   */
  static void release(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      do {
        for (Launcher launcher = IDLE.poll(); launcher != null; launcher = IDLE.poll()) {
          launcher.retire();
          launcher.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        if (OPENING.get() == 0 && IDLE.isEmpty()) {
          return;
        }
        Thread.sleep(1);
      } while (System.nanoTime() < deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens a launcher in the background unless one is idle or on its way. */
  static void openAside() {
    if (!isSupported() || !IDLE.isEmpty() || !OPENING.compareAndSet(0, 1)) {
      return;
    }
    Thread.ofPlatform().daemon().name("launcher opening").start(LaunchPool::open);
  }

  private static void open() {
    try {
      Launcher launcher = Launcher.open(DASH.orElseThrow());
      if (launcher.awaitReady(OPENING_LIMIT_MILLIS)) {
        giveBack(launcher);
      } else {
        launcher.retire();
      }
    } catch (IOException e) {
      // Processes are started directly then.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      OPENING.set(0);
    }
  }

  private static Optional<Path> findDash() {
    return Programs.find("dash", "/bin:/usr/bin");
  }
}
