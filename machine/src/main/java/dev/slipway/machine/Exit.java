package dev.slipway.machine;

/**
 * How a process ended: its exit code (128 + n when signal n ended it), and whether we had asked it
 * to stop.
 */
public record Exit(int code, boolean stopped) {
  /** Whether it ended by itself with code 0. */
  public boolean succeeded() {
    return code == 0 && !stopped;
  }
}
