package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a router process at random moments while its routes change, and starts it again. {@code
 * -Dkill.rounds=N} makes it longer.
 */
class RouterKillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** The process that is killed. */
  static final class Victim {
    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      RouterProcess router =
          RouterProcess.start(
              new RouterSetup(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  Optional.empty(),
                  List.of(),
                  folder.resolve("router.state"),
                  folder.resolve("s")),
              line -> {});
      System.out.println(router.status());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void comesBackWithEveryChangeItConfirmed() throws Exception {
    long seed = 20261124;
    Random random = new Random(seed);
    RouterClient client = new RouterClient(folder.resolve("s"));
    long confirmed = 0;
    String address = "";
    try (ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      for (int round = 0; round < ROUNDS; round++) {
        Process router = start();
        try {
          RouterStatus status = await(client);
          assertThat(status.generation())
              .as("seed %d round %d", seed, round)
              .isBetween(confirmed, confirmed + 1);
          if (confirmed > 0) {
            assertThat(status.http()).isEqualTo(address);
            assertThat(client.table().routes()).hasSize(1);
          }
          address = status.http();
          confirmed = changeUntilKilled(client, instance, router, random, status.generation());
        } finally {
          router.destroyForcibly();
          assertThat(router.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
      }
    }
    System.out.printf("%d kills, %d changes confirmed and found again%n", ROUNDS, confirmed);
    assertThat(confirmed).isPositive();
  }

  private static long changeUntilKilled(
      RouterClient client, ScriptedInstance instance, Process router, Random random, long before)
      throws InterruptedException {
    long confirmed = before;
    long after = 200L + random.nextInt(600);
    Thread killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(after);
                  } catch (InterruptedException early) {
                    Thread.currentThread().interrupt();
                  }
                  router.destroyForcibly();
                });
    try {
      while (true) {
        Slot slot =
            Slot.of(
                new ReleaseLabel("r" + (confirmed + 1)),
                List.of(instance.upstream()),
                HealthCheck.of("/up"));
        DeployOutcome outcome =
            client.deploy(
                new ServiceName("web"),
                slot,
                DeployOptions.stable(Match.everything(), RoutePolicy.standard()));
        confirmed = ((DeployOutcome.Switched) outcome).generation();
      }
    } catch (SlipwayException killed) {
      assertThat(killed.code()).isEqualTo(ErrorCode.UNREACHABLE);
    }
    killer.join();
    return confirmed;
  }

  private Process start() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolveSibling(folder.getFileName() + ".out").toFile())
        .start();
  }

  private static RouterStatus await(RouterClient client) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return client.status();
      } catch (SlipwayException notYet) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(Duration.ofMillis(20));
      }
    }
  }
}
