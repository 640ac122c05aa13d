package dev.slipway.server;

import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Looks after the controller of a project from another process, its router's: one that was killed
 * together with its keeper has nobody else who would notice. Looks until it is closed.
 */
public final class ControllerWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ControllerStart start;
  private final Thread thread;

  private ControllerWatch(ControllerStart start) {
    this.start = start;
    this.thread = Thread.ofVirtual().name("controller watch").unstarted(this::look);
  }

  /**
   * Begins to look.
   *
   * @param root the folder of slipway.yaml
   */
  public static ControllerWatch begin(Path root, OwnProgram program) {
    ControllerWatch watch =
        new ControllerWatch(new ControllerStart(root, root.resolve(".slipway"), program));
    watch.thread.start();
    return watch;
  }

  private void look() {
    try {
      while (true) {
        // Asleep first: whoever starts a router is not to wait for this.
        Thread.sleep(LOOK);
        revive();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void revive() {
    try {
      start.revive();
    } catch (SlipwayException e) {
      // The next look tries again.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
