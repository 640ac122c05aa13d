package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A router that lives by itself: it comes back with the routes it had, and is told what to do on
 * its admin socket. One a process; closing it stops serving.
 */
public final class RouterProcess implements AutoCloseable {
  private static final Duration LOOK_AT_CERTIFICATES = Duration.ofSeconds(2);
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(4);
  private static final Duration LOOK_AT_REQUESTS = Duration.ofMillis(20);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Instant started = Instant.now();
  private final Router router;

  /**
   * The options of a JVM that runs a router. They come behind those of a command: a router lives
   * long enough for the optimising compiler, and Netty without Unsafe calls malloc through method
   * handles, which is slower and makes a start 150 ms longer.
   */
  public static List<String> jvmOptions() {
    return List.of(
        "-Xmx256m",
        "-XX:TieredStopAtLevel=4",
        "-Dio.netty.noUnsafe=false",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dio.netty.jfr.enabled=false");
  }

  private RouterProcess(RouterSetup setup, Consumer<String> notice) {
    // Netty would look for other logging libraries first, and some of them complain.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    try {
      StateFile state = opened(StateFile.open(setup.state()));
      RouterConfig config =
          RouterConfig.inProcess()
              .withTable(state.table(), state::keep)
              .withAccessLog(setup.accessLog());
      Optional<TlsListener> tls = setup.https().map(address -> tls(address, setup, notice));
      router = opened(start(config, setup.http(), state.address(), tls));
      state.keepAddress(RouterSetup.text(router.address()));
      opened(
          AdminServer.listen(
              setup.admin(), new RouterOperator(router, this::status, router::lostLogLines)));
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Begins to serve the routes of the state file.
   *
   * @param notice is told what an operator should know, one line at a time
   * @throws SlipwayException CORRUPT when the state file is unusable, PORT_TAKEN when an address,
   *     the socket or the state belongs to another router
   */
  public static RouterProcess start(RouterSetup setup, Consumer<String> notice) {
    return new RouterProcess(setup, notice);
  }

  private TlsListener tls(InetSocketAddress address, RouterSetup setup, Consumer<String> notice) {
    TlsStore store = opened(new TlsStore(setup.certificates(), notice));
    store.watch(LOOK_AT_CERTIFICATES);
    return new TlsListener(address, store);
  }

  /** Whoever asked for any free port wants the same again after a restart. */
  private static Router start(
      RouterConfig config,
      InetSocketAddress http,
      Optional<String> before,
      Optional<TlsListener> tls) {
    if (http.getPort() == 0 && before.isPresent()) {
      InetSocketAddress again = RouterSetup.address(before.get());
      if (again.getAddress().equals(http.getAddress())) {
        try {
          return Router.start(config.withHttp(again), tls);
        } catch (SlipwayException taken) {
          if (taken.code() != ErrorCode.PORT_TAKEN) {
            throw taken;
          }
        }
      }
    }
    return Router.start(config.withHttp(http), tls);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** What the process says of itself. */
  public RouterStatus status() {
    return new RouterStatus(
        ProcessHandle.current().pid(),
        started,
        RouterSetup.text(router.address()),
        router.httpsAddress().map(RouterSetup::text),
        router.table().generation());
  }

  /** Takes no more connections, lets the requests under way finish for 4 s, then ends. */
  public void stop() {
    router.stopListening();
    long end = System.nanoTime() + LAST_REQUESTS.toNanos();
    try {
      while (underWay() > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK_AT_REQUESTS);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private int underWay() {
    return router.counters().stream().mapToInt(ReleaseCounters::inFlight).sum();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception leftOpen) {
        // The end of the process closes it as well.
      }
    }
  }
}
