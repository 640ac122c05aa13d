package dev.slipway.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * The wait before a switch: every instance of a new slot must answer its health check.
 *
 * <p>New instances are asked every 50 ms, later every 250 ms: most of a deploy that takes a second
 * elsewhere is waiting for the next check.
 */
final class HealthGate {
  private static final Duration EAGER = Duration.ofMillis(50);
  private static final Duration PATIENT = Duration.ofMillis(250);
  private static final Duration EAGER_UNTIL = Duration.ofSeconds(5);

  private final HealthCheck check;
  private final long started = System.nanoTime();
  private final Duration timeout;
  private final BooleanSupplier unwanted;

  private HealthGate(HealthCheck check, Duration timeout, BooleanSupplier unwanted) {
    this.check = check;
    this.timeout = timeout;
    this.unwanted = unwanted;
  }

  /**
   * Blocks until all instances are healthy, one is not in time, or nobody wants to know any more.
   *
   * @param unwanted asked between two checks; the wait ends as if all were healthy once it is true
   * @return the instance that kept the slot from its place, if one did
   */
  static Optional<DeployOutcome.NeverHealthy> await(
      Destination.Instances instances, Duration timeout, BooleanSupplier unwanted) {
    HealthGate gate = new HealthGate(instances.health(), timeout, unwanted);
    if (instances.upstreams().size() == 1) {
      return gate.await(instances.upstreams().getFirst());
    }
    List<Future<Optional<DeployOutcome.NeverHealthy>>> waits = new ArrayList<>();
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Upstream upstream : instances.upstreams()) {
        waits.add(tasks.submit(() -> gate.await(upstream)));
      }
    }
    return waits.stream().map(HealthGate::answer).flatMap(Optional::stream).findFirst();
  }

  private static Optional<DeployOutcome.NeverHealthy> answer(
      Future<Optional<DeployOutcome.NeverHealthy>> wait) {
    try {
      return wait.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private Optional<DeployOutcome.NeverHealthy> await(Upstream upstream) {
    String lastAnswer = "";
    while (true) {
      Optional<String> problem = HealthProbe.ask(upstream, check, left());
      if (problem.isEmpty() || unwanted.getAsBoolean()) {
        return Optional.empty();
      }
      // A question that the end of the wait cut short says less than the answer before it.
      if (lastAnswer.isEmpty() || left().toMillis() > 0) {
        lastAnswer = problem.get();
      }
      Duration pause = pause();
      if (left().compareTo(pause) <= 0 || !slept(pause)) {
        return Optional.of(new DeployOutcome.NeverHealthy(upstream, lastAnswer, waited()));
      }
    }
  }

  private Duration left() {
    return timeout.minus(waited());
  }

  private Duration pause() {
    if (waited().compareTo(EAGER_UNTIL) < 0) {
      return EAGER;
    }
    return PATIENT;
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
