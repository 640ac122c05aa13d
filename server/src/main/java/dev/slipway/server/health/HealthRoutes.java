package dev.slipway.server.health;

import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Entrance;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import dev.slipway.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where a watcher asks. {@code /healthz}: the process answers. {@code /readyz}: every part works;
 * 503 otherwise. Why not is told to whoever may see the server. {@code /metrics}: the numbers in
 * the text format of Prometheus, for a token that may see the server.
 */
public final class HealthRoutes {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final List<Check> checks;
  private final Metrics metrics;

  /** Answers with what {@code checks} find and {@code metrics} counted. */
  public HealthRoutes(List<Check> checks, Metrics metrics) {
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  /** Its routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/healthz", Rule.anyone(), _ -> Response.text("ok\n")).by(Entrance.API),
        Route.get("/readyz", Rule.anyone(), this::ready).by(Entrance.API),
        Route.get("/metrics", Rule.role(Role.VIEWER, Scope.server()), _ -> numbers())
            .by(Entrance.API));
  }

  private Response numbers() {
    return new Response.Bytes(
        200, "text/plain; version=0.0.4; charset=utf-8", Content.of(metrics.text()));
  }

  private Response ready(Request request) {
    Map<String, Optional<String>> found = find();
    boolean well = found.values().stream().allMatch(Optional::isEmpty);
    boolean details = sees(request.caller());
    byte[] json =
        JsonText.object(
            out -> {
              out.writeBooleanProperty("ready", well);
              out.writeObjectPropertyStart("parts");
              found.forEach(
                  (name, trouble) -> out.writeStringProperty(name, word(trouble, details)));
              out.writeEndObject();
            });
    int status = well ? 200 : 503;
    return new Response.Json(status, Content.of(new String(json, StandardCharsets.UTF_8) + "\n"));
  }

  private static boolean sees(Caller caller) {
    return caller.sees(Place.server());
  }

  private static String word(Optional<String> trouble, boolean details) {
    if (trouble.isEmpty()) {
      return "ok";
    }
    return details ? trouble.get() : "not ok";
  }

  private Map<String, Optional<String>> find() {
    Map<String, CompletableFuture<Optional<String>>> running = new LinkedHashMap<>();
    for (Check check : checks) {
      running.put(
          check.name(),
          CompletableFuture.supplyAsync(check.trouble()::find, Thread.ofVirtual()::start));
    }
    long deadline = System.nanoTime() + LONGEST.toNanos();
    Map<String, Optional<String>> found = new LinkedHashMap<>();
    running.forEach((name, task) -> found.put(name, result(task, deadline)));
    return found;
  }

  private static Optional<String> result(CompletableFuture<Optional<String>> task, long deadline) {
    try {
      return task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + LONGEST.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
