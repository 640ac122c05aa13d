package dev.slipway.router;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Controls a router in another process over its admin socket; safe for use by any thread.
 *
 * <p>Loads nothing of Netty: a command that uses it must be done in the time of a switch. No router
 * at the socket, or one that ends before it has answered, is a {@link
 * dev.slipway.fault.SlipwayException} with {@code UNREACHABLE}: what was asked may be done or not.
 */
public final class RouterClient implements RouterControl {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path socket;

  /** A client of the router that listens there, or will. */
  public RouterClient(Path socket) {
    this.socket = socket;
  }

  /** What the router says of itself. */
  public RouterStatus status() {
    return RouterStatus.read(call("GET", "/v1/status", "", PATIENCE));
  }

  /** The metrics of all routes in the text format of Prometheus. */
  public String metrics() {
    return AdminCall.send(socket, new AdminRequest("GET", "/metrics", ""), PATIENCE).orThrow();
  }

  @Override
  public RouteTable table() {
    return TableJson.read(call("GET", "/v1/table", "", PATIENCE));
  }

  @Override
  public DeployOutcome deploy(ServiceName service, Slot slot, DeployOptions options) {
    Duration patience = options.deployTimeout().plus(PATIENCE);
    String body = ControlJson.deploy(slot, options);
    return ControlJson.readOutcome(call("POST", path(service, "deploy"), body, patience));
  }

  @Override
  public DeployOutcome resize(ServiceName service, Slot slot, Duration longest) {
    String body = ControlJson.resize(slot, longest);
    return ControlJson.readOutcome(
        call("POST", path(service, "resize"), body, longest.plus(PATIENCE)));
  }

  @Override
  public boolean apply(RouteTable table) {
    return call("PUT", "/v1/table", TableJson.text(table), PATIENCE).flag("applied");
  }

  @Override
  public void weight(ServiceName service, int percent) {
    String body = Json.object(json -> json.writeNumberProperty("percent", percent));
    call("POST", path(service, "weight"), body, PATIENCE);
  }

  @Override
  public void promote(ServiceName service) {
    call("POST", path(service, "promote"), "", PATIENCE);
  }

  @Override
  public void abandon(ServiceName service) {
    call("POST", path(service, "abandon"), "", PATIENCE);
  }

  @Override
  public void switchBack(ServiceName service, String reason) {
    String body = Json.object(json -> json.writeStringProperty("reason", reason));
    call("POST", path(service, "switch-back"), body, PATIENCE);
  }

  @Override
  public void retire(ServiceName service) {
    call("POST", path(service, "retire"), "", PATIENCE);
  }

  @Override
  public void pause(ServiceName service, Duration hold) {
    String body = Json.object(json -> TableJson.writeMillis(json, "hold_ms", hold));
    call("POST", path(service, "pause"), body, PATIENCE);
  }

  @Override
  public void resume(ServiceName service) {
    call("POST", path(service, "resume"), "", PATIENCE);
  }

  @Override
  public void stop(ServiceName service, String message) {
    call("POST", path(service, "stop"), message(message), PATIENCE);
  }

  @Override
  public void maintenance(ServiceName service, String message) {
    call("POST", path(service, "maintenance"), message(message), PATIENCE);
  }

  @Override
  public void remove(ServiceName service) {
    call("DELETE", "/v1/services/" + service, "", PATIENCE);
  }

  @Override
  public List<ReleaseCounters> counters() {
    return ControlJson.readCounters(call("GET", "/v1/counters", "", PATIENCE));
  }

  @Override
  public List<RouterEvent.Numbered> events(long after, Duration wait) {
    String path = "/v1/events?after=" + after + "&wait_ms=" + wait.toMillis();
    return EventJson.read(call("GET", path, "", wait.plus(PATIENCE)));
  }

  private JsonFields call(String method, String path, String body, Duration patience) {
    AdminRequest request = new AdminRequest(method, path, body);
    return JsonFields.parse(AdminCall.send(socket, request, patience).orThrow());
  }

  private static String path(ServiceName service, String verb) {
    return "/v1/services/" + service + "/" + verb;
  }

  private static String message(String message) {
    return Json.object(json -> json.writeStringProperty("message", message));
  }
}
