package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Claim;
import dev.slipway.machine.EmbeddedPostgres;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.OutputSink;
import dev.slipway.machine.PortPromise;
import dev.slipway.machine.Ports;
import dev.slipway.machine.PostgresSpec;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The services of one job. They start on threads of their own while the job gets its files and
 * toolchains; whoever needs them waits. Safe for use by several threads.
 */
final class Services {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Map<String, FutureTask<Running>> starting = new LinkedHashMap<>();

  /**
   * A service that accepts connections.
   *
   * @param ports host ports by container port
   * @param detail what it really is, such as {@code PostgreSQL 18.6 on port 20123}
   * @param notes what differs from what was asked for
   */
  record Running(
      String name, Map<Integer, Integer> ports, String detail, List<String> notes, Duration took) {}

  /** Why a service cannot be had on this machine, if so. */
  static Optional<String> obstacle(ServiceSpec spec) {
    if (spec.image().isEmpty() || spec.imageName().equals("postgres")) {
      return Optional.empty();
    }
    return Optional.of(
        "service '"
            + spec.name()
            + "' wants image '"
            + spec.image()
            + "', which needs a container engine; without one only postgres is at hand");
  }

  /**
   * Starts all services of a job.
   *
   * @param logs where the output of the service of that name goes
   * @param whenReady hears of each as soon as it accepts
   */
  static Services start(
      List<ServiceSpec> specs,
      Ports ports,
      Lifetime lifetime,
      Cancellation cancellation,
      Function<String, OutputSink> logs,
      Consumer<Running> whenReady) {
    Services services = new Services();
    for (ServiceSpec spec : specs) {
      if (spec.image().isEmpty()) {
        continue;
      }
      FutureTask<Running> task =
          new FutureTask<>(
              () -> {
                Running running =
                    new ServiceStart(spec, ports, lifetime, cancellation, logs.apply(spec.name()))
                        .run();
                whenReady.accept(running);
                return running;
              });
      services.starting.put(spec.name(), task);
      Thread.ofVirtual().name("service " + spec.name()).start(task);
    }
    return services;
  }

  /** Waits until every service accepts connections; the first failure is thrown. */
  void await() {
    starting.values().forEach(Services::get);
  }

  private static Running get(FutureTask<Running> task) {
    try {
      return task.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SlipwayException fault) {
        throw fault;
      }
      throw new SlipwayException(ErrorCode.INTERNAL, "a service failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new SlipwayException(ErrorCode.TIMED_OUT, "a service did not start in 10 minutes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted while a service started", e);
    }
  }

  /** The {@code job.services} context; waits for the services. A broken one is a mistake there. */
  Value context() {
    try {
      return ready();
    } catch (SlipwayException e) {
      throw ExpressionException.evaluation(String.valueOf(e.getMessage()));
    }
  }

  private Value ready() {
    ObjectValue.Builder services = ObjectValue.builder();
    starting.forEach(
        (name, task) -> {
          Running running = get(task);
          ObjectValue.Builder ports = ObjectValue.builder();
          running
              .ports()
              .forEach((container, host) -> ports.put(container.toString(), host.toString()));
          services.put(
              name,
              ObjectValue.builder()
                  .put("id", "slipway-" + name)
                  .put("network", "host")
                  .put("ports", ports.build())
                  .build());
        });
    return services.build();
  }

  /** The start of one service. */
  private record ServiceStart(
      ServiceSpec spec, Ports ports, Lifetime lifetime, Cancellation cancellation, OutputSink log) {
    private static final int POSTGRES_PORT = 5432;
    private static final Duration PAUSE = Duration.ofMillis(200);

    Running run() {
      long start = System.nanoTime();
      Map<Integer, Integer> published = promise();
      int port = published.getOrDefault(POSTGRES_PORT, 0);
      if (port == 0) {
        port = lifetime.closing(ports.free(lifetime.owner())).port();
      }
      EmbeddedPostgres postgres = EmbeddedPostgres.start(postgresSpec(port), lifetime, log);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Running(
          spec.name(), published, "PostgreSQL on port " + port, postgres.notes(), took);
    }

    private PostgresSpec postgresSpec(int port) {
      Map<String, String> env = spec.env();
      String user = env.getOrDefault("POSTGRES_USER", "postgres");
      boolean trusted = env.getOrDefault("POSTGRES_HOST_AUTH_METHOD", "").equals("trust");
      Optional<String> password =
          Optional.ofNullable(env.get("POSTGRES_PASSWORD")).filter(text -> !text.isEmpty());
      if (password.isEmpty() && !trusted) {
        throw new SlipwayException(
            ErrorCode.INVALID_DOCUMENT,
            "service '"
                + spec.name()
                + "' must set POSTGRES_PASSWORD in its env (or POSTGRES_HOST_AUTH_METHOD: trust),"
                + " as the image demands");
      }
      return new PostgresSpec(
          spec.tag(),
          user,
          trusted ? Optional.empty() : password,
          env.getOrDefault("POSTGRES_DB", user),
          port,
          Shell.words(env.getOrDefault("POSTGRES_INITDB_ARGS", "")).orElse(List.of()));
    }

    private Map<Integer, Integer> promise() {
      Map<Integer, Integer> published = new LinkedHashMap<>();
      for (ServiceSpec.PublishedPort port : spec.ports()) {
        PortPromise promise =
            port.host().isPresent()
                ? claim(port.host().get(), port.container())
                : ports.free(lifetime.owner());
        published.put(port.container(), lifetime.closing(promise).port());
      }
      return published;
    }

    // A port that another job of ours holds comes free when that job ends.
    private PortPromise claim(int port, int container) {
      while (true) {
        switch (ports.claim(port, lifetime.owner())) {
          case Claim.Claimed(PortPromise promise) -> {
            return promise;
          }
          case Claim.HeldByUs held -> pause(port);
          case Claim.Taken taken ->
              throw new SlipwayException(
                  ErrorCode.PORT_TAKEN,
                  "service '"
                      + spec.name()
                      + "' wants host port "
                      + port
                      + ", which is held by "
                      + taken.holder().describe()
                      + "; stop it, or publish the container's port alone ("
                      + container
                      + "/tcp) and read ${{ job.services."
                      + spec.name()
                      + ".ports['"
                      + container
                      + "'] }}");
        }
      }
    }

    private void pause(int port) {
      if (cancellation.isRequested()) {
        throw new SlipwayException(
            ErrorCode.TIMED_OUT, "cancelled while another job held host port " + port);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted while waiting for a port", e);
      }
    }
  }
}
