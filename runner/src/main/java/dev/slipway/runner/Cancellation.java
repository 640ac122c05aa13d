package dev.slipway.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to stop that reaches everything below it: a run's reaches its jobs, a job's its steps.
 * Safe for use by any number of threads.
 *
 * <p>A request is made once and never taken back. Listeners run on the thread that requests; one
 * registered after the request runs at once, so none is missed.
 */
public final class Cancellation {
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<Cancellation> children = new ArrayList<>();
  private Optional<String> reason = Optional.empty();

  /** A request of its own that nobody has made yet. */
  public Cancellation() {}

  /** Whether somebody asked to stop. */
  public synchronized boolean isRequested() {
    return reason.isPresent();
  }

  /** Why somebody asked to stop. */
  public synchronized Optional<String> reason() {
    return reason;
  }

  /** Asks everything below to stop; only the first reason counts. */
  public void request(String why) {
    List<Runnable> toRun;
    List<Cancellation> below;
    synchronized (this) {
      if (reason.isPresent()) {
        return;
      }
      reason = Optional.of(why);
      toRun = List.copyOf(listeners);
      below = List.copyOf(children);
      listeners.clear();
      children.clear();
    }
    toRun.forEach(Runnable::run);
    below.forEach(child -> child.request(why));
  }

  /** A request that this one implies, but that can also be made alone. */
  Cancellation child() {
    Cancellation child = new Cancellation();
    Optional<String> already;
    synchronized (this) {
      already = reason;
      if (already.isEmpty()) {
        children.add(child);
      }
    }
    already.ifPresent(child::request);
    return child;
  }

  /** Lets go of a child whose work is done. */
  synchronized void forget(Cancellation child) {
    children.remove(child);
  }

  /** Runs {@code listener} when a stop is requested; closing the registration takes it back. */
  Registration onRequest(Runnable listener) {
    synchronized (this) {
      if (reason.isEmpty()) {
        listeners.add(listener);
        return () -> remove(listener);
      }
    }
    listener.run();
    return () -> {};
  }

  private synchronized void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /** Takes a listener back when closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
