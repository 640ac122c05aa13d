package dev.slipway.signals;

import java.util.LinkedHashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the system sends to this process: the JDK's {@code jdk.unsupported} module, which every JDK
 * ships and no supported one replaces.
 */
public final class Signals {
  private Signals() {}

  /** What was asked for; until it is closed, or for good. */
  public interface Registration extends AutoCloseable {
    /** Lets the signals do what they did before. */
    @Override
    void close();
  }

  /**
   * Calls {@code action} at each Ctrl-C, each request to end and when the terminal goes away,
   * instead of what was done before.
   */
  public static Registration onInterrupt(Runnable action) {
    Map<Signal, SignalHandler> before = new LinkedHashMap<>();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signal signal = new Signal(name);
      before.put(signal, Signal.handle(signal, ignored -> action.run()));
    }
    return () -> before.forEach(Signal::handle);
  }

  /** Calls {@code action} when the window of the terminal changes its size. */
  public static void onResize(Runnable action) {
    Signal.handle(new Signal("WINCH"), ignored -> action.run());
  }
}
