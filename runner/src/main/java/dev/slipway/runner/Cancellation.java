package dev.slipway.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to stop that reaches everything below it: a run's reaches its jobs, a job's its steps.
 * Safe for use by any number of threads.
 *
 * <p>A request is made once and never taken back. What wants to go on nevertheless, such as a step
 * with {@code if: always()}, may do so until the request is forced. Listeners run on the thread
 * that requests; one registered after the request runs at once, so none is missed.
 */
public final class Cancellation {
  private final List<Cancellation> children = new ArrayList<>();
  private final Stage asked = new Stage();
  private final Stage forced = new Stage();

  /** One of the two things that can be said, and who wants to hear it. */
  private static final class Stage {
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<String> reason = Optional.empty();

    /** Says it; whom to tell, nobody when it was said before. */
    List<Runnable> raise(String why) {
      if (reason.isPresent()) {
        return List.of();
      }
      reason = Optional.of(why);
      List<Runnable> toTell = List.copyOf(listeners);
      listeners.clear();
      return toTell;
    }
  }

  /** A request of its own that nobody has made yet. */
  public Cancellation() {}

  /** Whether somebody asked to stop. */
  public synchronized boolean isRequested() {
    return asked.reason.isPresent();
  }

  /** Why somebody asked to stop. */
  public synchronized Optional<String> reason() {
    return asked.reason;
  }

  /** Whether nothing may go on any more, {@code if: always()} or not. */
  public synchronized boolean isForced() {
    return forced.reason.isPresent();
  }

  /** Asks everything below to stop; only the first reason counts. */
  public void request(String why) {
    List<Runnable> toRun;
    List<Cancellation> below;
    synchronized (this) {
      if (asked.reason.isPresent()) {
        return;
      }
      toRun = asked.raise(why);
      below = List.copyOf(children);
    }
    toRun.forEach(Runnable::run);
    below.forEach(child -> child.request(why));
  }

  /** Stops everything below, even what would go on after a request. */
  public void force(String why) {
    request(why);
    List<Runnable> toRun;
    List<Cancellation> below;
    synchronized (this) {
      if (forced.reason.isPresent()) {
        return;
      }
      toRun = forced.raise(why);
      below = List.copyOf(children);
      children.clear();
    }
    toRun.forEach(Runnable::run);
    below.forEach(child -> child.force(why));
  }

  /** A request that this one implies, but that can also be made alone. */
  Cancellation child() {
    Cancellation child = new Cancellation();
    Optional<String> already;
    Optional<String> force;
    synchronized (this) {
      already = asked.reason;
      force = forced.reason;
      if (force.isEmpty()) {
        children.add(child);
      }
    }
    already.ifPresent(child::request);
    force.ifPresent(child::force);
    return child;
  }

  /** Lets go of a child whose work is done. */
  synchronized void forget(Cancellation child) {
    children.remove(child);
  }

  /** Runs {@code listener} when a stop is requested; closing the registration takes it back. */
  Registration onRequest(Runnable listener) {
    return listen(asked, listener);
  }

  /** Runs {@code listener} when a stop is forced; closing the registration takes it back. */
  Registration onForce(Runnable listener) {
    return listen(forced, listener);
  }

  private Registration listen(Stage stage, Runnable listener) {
    synchronized (this) {
      if (stage.reason.isEmpty()) {
        stage.listeners.add(listener);
        return () -> remove(stage, listener);
      }
    }
    listener.run();
    return () -> {};
  }

  private synchronized void remove(Stage stage, Runnable listener) {
    stage.listeners.remove(listener);
  }

  /** Takes a listener back when closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
