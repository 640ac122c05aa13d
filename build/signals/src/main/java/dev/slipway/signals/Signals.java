package dev.slipway.signals;

import sun.misc.Signal;

/**
 * What the system sends to this process: the JDK's {@code jdk.unsupported} module, which every JDK
 * ships and no supported one replaces.
 */
public final class Signals {
  private Signals() {}

  /**
   * Calls {@code action} at each Ctrl-C, each request to end and when the terminal goes away,
   * instead of ending at once.
   */
  public static void onInterrupt(Runnable action) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signal.handle(new Signal(name), ignored -> action.run());
    }
  }

  /** Calls {@code action} when the window of the terminal changes its size. */
  public static void onResize(Runnable action) {
    Signal.handle(new Signal("WINCH"), ignored -> action.run());
  }
}
