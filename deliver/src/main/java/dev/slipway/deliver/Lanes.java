package dev.slipway.deliver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lane for each environment: a thread that carries its deployments out one after the other, while
 * other environments do not wait. Safe for use by many threads.
 */
final class Lanes implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Stage stage;
  private final Planner planner;
  private final InstantSource clock;
  private final Map<String, Lane> lanes = new HashMap<>();
  private volatile boolean ending;

  Lanes(Ledger ledger, Stage stage, Planner planner, InstantSource clock) {
    this.ledger = ledger;
    this.stage = stage;
    this.planner = planner;
    this.clock = clock;
  }

  /** What carries one environment's deployments out, and the lock of whoever plans one more. */
  private record Lane(Thread thread, ReentrantLock planning) {}

  /** The lock of whoever plans a deployment into an environment. */
  Lock planning(String environment) {
    return lane(environment).planning();
  }

  private Lane lane(String environment) {
    synchronized (lanes) {
      return lanes.computeIfAbsent(
          environment,
          name ->
              new Lane(
                  Thread.ofVirtual().name("lane " + name).unstarted(() -> drive(name)),
                  new ReentrantLock()));
    }
  }

  /** Has what waits in an environment carried out. */
  void wake(String environment) {
    Thread thread = lane(environment).thread();
    synchronized (lanes) {
      if (thread.getState() == Thread.State.NEW && !ending) {
        thread.start();
      }
    }
    ledger.wake();
  }

  private void drive(String environment) {
    while (!ending) {
      long seen = ledger.version();
      Optional<Deployment> next =
          ledger.ask(history -> history.unsettled(environment).stream().findFirst());
      if (next.isPresent()) {
        new DeploymentRun(next.get().id(), ledger, stage, planner, clock, () -> ending).run();
      } else {
        ledger.await(seen, Duration.ofMinutes(1));
      }
    }
  }

  /** Leaves every deployment where it is. */
  @Override
  public void close() {
    List<Lane> running;
    synchronized (lanes) {
      ending = true;
      running = new ArrayList<>(lanes.values());
    }
    ledger.wake();
    for (Lane lane : running) {
      try {
        if (lane.thread().getState() != Thread.State.NEW) {
          lane.thread().join(FAREWELL);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
