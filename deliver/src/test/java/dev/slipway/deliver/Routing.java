package dev.slipway.deliver;

import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptProcess;
import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessSpec;
import dev.slipway.machine.RestartPolicy;
import dev.slipway.router.RouterClient;
import dev.slipway.router.RouterProcess;
import dev.slipway.router.RouterSetup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** How an application gets its router. */
sealed interface Routing extends AutoCloseable {
  /** Makes sure that it runs and takes commands. */
  void ensure();

  /** What of it is kept as a process of its own. */
  Set<String> kept();

  @Override
  void close();

  private static RouterSetup setup(Path root) {
    return new RouterSetup(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        List.of(),
        root.resolve(".slipway/router.state"),
        socket(root));
  }

  /** Where the router of an application takes commands. */
  static Path socket(Path root) {
    return root.resolve(".slipway/router.sock");
  }

  /** The router is a part of this process. */
  final class Inside implements Routing {
    private final RouterProcess router;

    Inside(Path root) {
      router = RouterProcess.start(setup(root), line -> {});
    }

    @Override
    public void ensure() {
      // It lives as long as whoever asks.
    }

    @Override
    public Set<String> kept() {
      return Set.of();
    }

    @Override
    public void close() {
      router.close();
    }
  }

  /** The router is a process of its own with a keeper, as it is outside of tests. */
  final class Kept implements Routing {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OWNER = "router";
    private static final RestartPolicy SOON =
        new RestartPolicy(
            RestartPolicy.Mode.ALWAYS,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            0);

    private final Path root;
    private final KeptProcess process;

    Kept(Path root) {
      this.root = root;
      String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
      process =
          KeptProcess.of(
                  new ProcessSpec(
                      List.of(
                          java,
                          "-XX:+UseSerialGC",
                          "-XX:TieredStopAtLevel=1",
                          "-cp",
                          System.getProperty("java.class.path"),
                          Kept.class.getName(),
                          root.toString()),
                      Map.of("PATH", "/usr/bin:/bin"),
                      root,
                      new Owner(Owner.Kind.DEPLOYMENT, OWNER)))
              .withRestart(SOON);
      ensure();
    }

    public static void main(String[] arguments) throws InterruptedException {
      RouterProcess.start(setup(Path.of(arguments[0])), System.out::println);
      new CountDownLatch(1).await();
    }

    private Path folder() {
      return root.resolve(".slipway/router");
    }

    @Override
    public void ensure() {
      Optional<Keeper> known = Keeper.find(folder());
      if (known.isPresent()) {
        known.get().keep(process);
      } else {
        Keeper.start(folder(), process);
      }
      RouterClient client = new RouterClient(socket(root));
      long latest = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          client.status();
          return;
        } catch (SlipwayException e) {
          if (System.nanoTime() > latest) {
            throw e;
          }
          pause();
        }
      }
    }

    private static void pause() {
      try {
        Thread.sleep(Duration.ofMillis(20));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Set<String> kept() {
      return Set.of(OWNER);
    }

    @Override
    public void close() {
      Keeper.find(folder()).ifPresent(keeper -> keeper.stop(Duration.ofSeconds(5)));
    }
  }
}
