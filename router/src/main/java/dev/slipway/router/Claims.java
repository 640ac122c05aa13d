package dev.slipway.router;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of one event loop hold a thing that is to end when none does any more. Only
 * that loop touches it.
 */
final class Claims {
  private int count;
  private @Nullable Runnable whenIdle;
  private @Nullable Consumer<Exchange> lateStreams;

  int count() {
    return count;
  }

  void claim() {
    count++;
  }

  void release() {
    count--;
    if (count == 0 && whenIdle != null) {
      Runnable idle = whenIdle;
      whenIdle = null;
      idle.run();
    }
  }

  /** Runs an action once, as soon as nobody holds a claim: perhaps at once. */
  void whenIdle(Runnable action) {
    if (count == 0) {
      action.run();
      return;
    }
    whenIdle = action;
  }

  /** Hands over every stream that begins from now on: the drain was over before it began. */
  void whenStreamBegins(Consumer<Exchange> action) {
    lateStreams = action;
  }

  void streamBegan(Exchange exchange) {
    if (lateStreams != null) {
      lateStreams.accept(exchange);
    }
  }

  /** It is in use again: nobody waits for its end any more. */
  void forgetDrain() {
    whenIdle = null;
    lateStreams = null;
  }
}
