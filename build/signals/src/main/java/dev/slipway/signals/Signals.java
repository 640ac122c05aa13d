package dev.slipway.signals;

import sun.misc.Signal;

/**
 * What the system sends to this process: the JDK's {@code jdk.unsupported} module, which every JDK
 * ships and no supported one replaces.
 */
public final class Signals {
  private Signals() {}

  /** Calls {@code action} at each Ctrl-C and each request to end, instead of ending at once. */
  public static void onInterrupt(Runnable action) {
    Signal.handle(new Signal("INT"), ignored -> action.run());
    Signal.handle(new Signal("TERM"), ignored -> action.run());
  }

  /** Calls {@code action} when the window of the terminal changes its size. */
  public static void onResize(Runnable action) {
    Signal.handle(new Signal("WINCH"), ignored -> action.run());
  }
}
