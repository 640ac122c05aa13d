package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Deploys under load, of every kind: nothing may fail, be truncated or be cut.
 *
 * <p>A seeded sample; {@code SLIPWAY_SOAK_SECONDS} makes it longer.
 */
class LoadUnderDeployTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final RoutePolicy POLICY =
      RoutePolicy.standard().withDrain(Duration.ofMillis(200)).withGrace(Duration.ofSeconds(30));
  private static final DeployOptions STABLE =
      DeployOptions.stable(Match.everything(), POLICY).withDeployTimeout(Duration.ofSeconds(20));
  private static final DeployOptions CANARY =
      DeployOptions.candidate(Match.everything(), POLICY, 20)
          .withDeployTimeout(Duration.ofSeconds(20));

  private final Random random = new Random(20_260_101);
  private long known;

  @Test
  void nothingFailsWhileReleasesComeAndGo() throws IOException {
    Duration length = length();
    int deploys = 0;
    long slowestSwitch = 0;
    Application live = new Application("r0").forgetful();
    try (Router router = Router.start(RouterConfig.inProcess().withWorkers(2));
        Load load = new Load(router.address(), random.nextLong())) {
      router.deploy(WEB, live.slot(), STABLE);
      load.start();
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end && load.failures().isEmpty()) {
        deploys++;
        Application next = new Application("r" + deploys).forgetful();
        if (random.nextBoolean()) {
          DeployOutcome outcome = router.deploy(WEB, next.slot(), STABLE);
          assertThat(outcome).isInstanceOf(DeployOutcome.Switched.class);
          DeployOutcome.Switched switched = (DeployOutcome.Switched) outcome;
          slowestSwitch = Math.max(slowestSwitch, switched.switchTook().toMillis());
          live = retired(router, live, next);
        } else {
          live = canary(router, live, next);
        }
      }
      load.close();

      System.out.println(
          "load under deploy: "
              + deploys
              + " deploys, "
              + load.requests()
              + " requests, "
              + load.streams()
              + " streams ended cleanly, "
              + load.failures().size()
              + " failed, slowest switch "
              + slowestSwitch
              + " ms");
      assertThat(load.failures()).isEmpty();
      assertThat(load.requests()).isGreaterThan(100);
      assertThat(load.streams()).isGreaterThan(3);
      assertThat(failedByCounters(router)).isZero();
    } finally {
      live.kill();
    }
  }

  /** Gives the next release a share, then all or nothing; the other one is stopped. */
  private Application canary(Router router, Application live, Application next) {
    assertThat(router.deploy(WEB, next.slot(), CANARY)).isInstanceOf(DeployOutcome.Switched.class);
    router.weight(WEB, 60);
    pause(50);
    if (random.nextBoolean()) {
      router.promote(WEB);
      return retired(router, live, next);
    }
    router.abandon(WEB);
    awaitDrained(router, next);
    next.kill();
    return live;
  }

  private Application retired(Router router, Application old, Application next) {
    awaitDrained(router, old);
    router.retire(WEB);
    awaitDrained(router, old);
    old.kill();
    return next;
  }

  private void awaitDrained(Router router, Application application) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      for (RouterEvent.Numbered numbered : router.events(known, Duration.ofSeconds(1))) {
        known = numbered.seq();
        if (numbered.event() instanceof RouterEvent.Drained drained
            && drained.release().equals(application.slot().release())) {
          assertThat(drained.requestsCut()).isZero();
          return;
        }
      }
    }
    throw new AssertionError(
        application.slot().release() + " was never drained: " + router.counters());
  }

  private static long failedByCounters(Router router) {
    return router.counters().stream().mapToLong(ReleaseCounters::errors).sum();
  }

  private static Duration length() {
    return Duration.ofSeconds(
        Optional.ofNullable(System.getenv("SLIPWAY_SOAK_SECONDS")).map(Long::parseLong).orElse(8L));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
