package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Does what is asked on the admin socket; safe for use by any thread, as its router is. */
final class RouterOperator implements Function<AdminRequest, AdminResponse> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final String SERVICES = "/v1/services/";

  private final RouterControl router;
  private final Supplier<RouterStatus> status;
  private final LongSupplier lostLines;

  /**
   * The operator of a router.
   *
   * @param lostLines of its access log
   */
  RouterOperator(RouterControl router, Supplier<RouterStatus> status, LongSupplier lostLines) {
    this.router = router;
    this.status = status;
    this.lostLines = lostLines;
  }

  @Override
  public AdminResponse apply(AdminRequest request) {
    String path = request.path();
    int query = path.indexOf('?');
    if (query >= 0) {
      path = path.substring(0, query);
    }
    if (path.startsWith(SERVICES)) {
      return service(request, path.substring(SERVICES.length()));
    }
    return AdminResponse.of(
        switch (request.method() + " " + path) {
          case "GET /v1/status" -> status.get().json();
          case "GET /v1/table" -> TableJson.text(router.table());
          case "PUT /v1/table" -> replaceTable(request);
          case "GET /v1/counters" -> ControlJson.counters(router.counters());
          case "GET /v1/events" -> events(request);
          case "GET /metrics" ->
              Metrics.text(router.table(), router.counters(), lostLines.getAsLong());
          default -> throw unknown(request);
        });
  }

  private String replaceTable(AdminRequest request) {
    boolean applied = router.apply(TableJson.read(JsonFields.parse(request.body())));
    return Json.object(json -> json.writeBooleanProperty("applied", applied));
  }

  private String events(AdminRequest request) {
    Duration wait = Duration.ofMillis(parameter(request, "wait_ms"));
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      wait = LONGEST_WAIT;
    }
    return EventJson.text(router.events(parameter(request, "after"), wait));
  }

  private AdminResponse service(AdminRequest request, String rest) {
    int slash = rest.indexOf('/');
    String name = rest;
    String verb = "";
    if (slash >= 0) {
      name = rest.substring(0, slash);
      verb = rest.substring(slash + 1);
    }
    ServiceName service = new ServiceName(name);
    JsonFields body = JsonFields.parse(request.body());
    String asked = request.method() + " " + verb;
    if (asked.equals("POST deploy")) {
      Slot slot = TableJson.readSlot(body.object("slot"));
      DeployOutcome outcome = router.deploy(service, slot, ControlJson.readOptions(body));
      return AdminResponse.of(ControlJson.outcome(outcome));
    }
    if (asked.equals("POST resize")) {
      Slot slot = TableJson.readSlot(body.object("slot"));
      Duration longest = TableJson.readMillis(body, "deploy_timeout_ms");
      return AdminResponse.of(ControlJson.outcome(router.resize(service, slot, longest)));
    }
    switch (asked) {
      case "DELETE " -> router.remove(service);
      case "POST weight" -> router.weight(service, body.integer("percent"));
      case "POST promote" -> router.promote(service);
      case "POST abandon" -> router.abandon(service);
      case "POST switch-back" -> router.switchBack(service, body.text("reason"));
      case "POST retire" -> router.retire(service);
      case "POST pause" -> router.pause(service, TableJson.readMillis(body, "hold_ms"));
      case "POST resume" -> router.resume(service);
      case "POST stop" -> router.stop(service, body.text("message"));
      case "POST maintenance" -> router.maintenance(service, body.text("message"));
      default -> throw unknown(request);
    }
    return AdminResponse.of("{}");
  }

  /** A whole number of the query; 0 when it is not there. */
  private static long parameter(AdminRequest request, String name) {
    int query = request.path().indexOf('?');
    for (String pair : request.path().substring(query + 1).split("&", -1)) {
      if (query >= 0 && pair.startsWith(name + "=")) {
        try {
          return Long.parseLong(pair.substring(name.length() + 1));
        } catch (NumberFormatException notANumber) {
          throw JsonFields.invalid("'" + name + "' wants a whole number");
        }
      }
    }
    return 0;
  }

  private static SlipwayException unknown(AdminRequest request) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "the router knows no "
            + request.method()
            + " "
            + request.path()
            + "; docs/router.md has all");
  }
}
