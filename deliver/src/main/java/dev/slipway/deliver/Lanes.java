package dev.slipway.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A lane for each environment: a thread that carries its deployments out one after the other, while
 * other environments do not wait. Safe for use by many threads.
 */
final class Lanes implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
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
    Optional<DeliveryEvent.Locked> told = Optional.empty();
    while (!ending) {
      long seen = ledger.version();
      Instant now = clock.instant();
      Optional<DeliveryEvent.Locked> lock = ledger.ask(history -> history.lock(environment, now));
      List<Deployment> waiting = ledger.ask(history -> history.unsettled(environment));
      Optional<Deployment> next = next(waiting, lock);
      if (next.isPresent()) {
        new DeploymentRun(next.get().id(), ledger, stage, planner, clock, () -> ending).run();
        continue;
      }
      if (!waiting.isEmpty() && !lock.equals(told)) {
        told = lock;
        lock.ifPresent(held -> waiting.forEach(each -> tell(each, held)));
        continue;
      }
      ledger.await(seen, lock.map(held -> until(held, now)).orElse(LONGEST_WAIT));
    }
  }

  /** What is under way goes on; of what waits, a lock lets its holder's own begin. */
  private static Optional<Deployment> next(
      List<Deployment> waiting, Optional<DeliveryEvent.Locked> lock) {
    Predicate<Deployment> isUnderWay = each -> !each.begun().isEmpty() || each.undo().isPresent();
    return waiting.stream()
        .filter(isUnderWay)
        .findFirst()
        .or(
            () ->
                waiting.stream()
                    .filter(each -> lock.filter(held -> !isHolder(held, each)).isEmpty())
                    .findFirst());
  }

  private static boolean isHolder(DeliveryEvent.Locked lock, Deployment deployment) {
    return lock.by().equals(deployment.requester());
  }

  private void tell(Deployment waiting, DeliveryEvent.Locked lock) {
    String text =
        "waits: "
            + lock.environment()
            + " is locked by "
            + lock.by()
            + " until "
            + lock.expires()
            + ": "
            + lock.reason();
    ledger.write(DeploymentRun.SLIPWAY, new DeliveryEvent.Noted(waiting.id(), text));
  }

  private static Duration until(DeliveryEvent.Locked lock, Instant now) {
    Duration left = Duration.between(now, lock.expires()).plusMillis(1);
    return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
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
