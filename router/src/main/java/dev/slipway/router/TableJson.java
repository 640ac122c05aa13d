package dev.slipway.router;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The JSON form of a route table, the same in the state file and on the admin socket. */
final class TableJson {
  private static final Duration LONGEST = Duration.ofDays(366);

  private TableJson() {}

  static String text(RouteTable table) {
    return Json.object(json -> write(json, table));
  }

  static void write(JsonGenerator json, RouteTable table) {
    json.writeNumberProperty("generation", table.generation());
    json.writeArrayPropertyStart("routes");
    for (Route route : table.routes()) {
      json.writeStartObject();
      json.writeStringProperty("service", route.service().value());
      writeMatch(json, route.match());
      writeSlot(json, "stable", route.stable());
      route.candidate().ifPresent(candidate -> writeCandidate(json, candidate));
      route.previous().ifPresent(slot -> writeSlot(json, "previous", slot));
      writeMode(json, route.mode());
      writePolicy(json, route.policy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static RouteTable read(JsonFields json) {
    List<Route> routes = json.objects("routes").stream().map(TableJson::readRoute).toList();
    return new RouteTable(json.number("generation"), routes);
  }

  private static Route readRoute(JsonFields json) {
    return new Route(
        new ServiceName(json.text("service")),
        readMatch(json),
        readSlot(json.object("stable")),
        json.optionalObject("candidate").map(TableJson::readCandidate),
        json.optionalObject("previous").map(TableJson::readSlot),
        readMode(json.object("mode")),
        readPolicy(json));
  }

  static void writeMatch(JsonGenerator json, Match match) {
    json.writeObjectPropertyStart("match");
    writeTexts(json, "hosts", match.hosts());
    writeTexts(json, "paths", match.pathPrefixes());
    json.writeBooleanProperty("strip", match.stripPrefix());
    json.writeEndObject();
  }

  static Match readMatch(JsonFields json) {
    JsonFields match = json.object("match");
    return new Match(match.texts("hosts"), match.texts("paths"), match.flag("strip"));
  }

  static void writeSlot(JsonGenerator json, String name, Slot slot) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("release", slot.release().value());
    switch (slot.destination()) {
      case Destination.Instances instances -> {
        writeTexts(
            json, "upstreams", instances.upstreams().stream().map(Upstream::toString).toList());
        writeHealth(json, instances.health());
      }
      case Destination.Site site -> writeSite(json, site);
    }
    json.writeEndObject();
  }

  static Slot readSlot(JsonFields json) {
    ReleaseLabel release = new ReleaseLabel(json.text("release"));
    Optional<JsonFields> site = json.optionalObject("site");
    if (site.isPresent()) {
      return new Slot(release, readSite(site.get()));
    }
    List<Upstream> upstreams = json.texts("upstreams").stream().map(Upstream::parse).toList();
    return Slot.of(release, upstreams, readHealth(json.object("health")));
  }

  private static void writeHealth(JsonGenerator json, HealthCheck health) {
    json.writeObjectPropertyStart("health");
    json.writeStringProperty("path", health.path());
    health.host().ifPresent(host -> json.writeStringProperty("host", host));
    writeMillis(json, "interval_ms", health.interval());
    writeMillis(json, "timeout_ms", health.timeout());
    json.writeNumberProperty("failures", health.failures());
    json.writeEndObject();
  }

  private static HealthCheck readHealth(JsonFields json) {
    return new HealthCheck(
        json.text("path"),
        json.optionalText("host"),
        readMillis(json, "interval_ms"),
        readMillis(json, "timeout_ms"),
        json.integer("failures"));
  }

  private static void writeSite(JsonGenerator json, Destination.Site site) {
    json.writeObjectPropertyStart("site");
    json.writeStringProperty("folder", site.folder().toString());
    writeTexts(json, "previous", site.previous().stream().map(Path::toString).toList());
    json.writeArrayPropertyStart("config");
    site.config()
        .forEach(
            (key, value) -> {
              json.writeStartObject();
              json.writeStringProperty("key", key);
              json.writeStringProperty("value", value);
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Destination.Site readSite(JsonFields json) {
    Map<String, String> config = new LinkedHashMap<>();
    json.objects("config").forEach(pair -> config.put(pair.text("key"), pair.text("value")));
    return new Destination.Site(json.path("folder"), json.paths("previous"), config);
  }

  private static void writeCandidate(JsonGenerator json, Candidate candidate) {
    json.writeObjectPropertyStart("candidate");
    writeSlot(json, "slot", candidate.slot());
    json.writeNumberProperty("percent", candidate.percent());
    candidate.previewHost().ifPresent(host -> json.writeStringProperty("preview", host));
    json.writeEndObject();
  }

  private static Candidate readCandidate(JsonFields json) {
    return new Candidate(
        readSlot(json.object("slot")), json.integer("percent"), json.optionalText("preview"));
  }

  static void writeMode(JsonGenerator json, Mode mode) {
    json.writeObjectPropertyStart("mode");
    switch (mode) {
      case Mode.Running() -> json.writeStringProperty("kind", "running");
      case Mode.Paused(Duration hold) -> {
        json.writeStringProperty("kind", "paused");
        writeMillis(json, "hold_ms", hold);
      }
      case Mode.Stopped(String message) -> {
        json.writeStringProperty("kind", "stopped");
        json.writeStringProperty("message", message);
      }
      case Mode.Maintenance(String message) -> {
        json.writeStringProperty("kind", "maintenance");
        json.writeStringProperty("message", message);
      }
    }
    json.writeEndObject();
  }

  static Mode readMode(JsonFields json) {
    String kind = json.text("kind");
    return switch (kind) {
      case "running" -> new Mode.Running();
      case "paused" -> new Mode.Paused(readMillis(json, "hold_ms"));
      case "stopped" -> new Mode.Stopped(json.text("message"));
      case "maintenance" -> new Mode.Maintenance(json.text("message"));
      default -> throw JsonFields.invalid("there is no mode '" + kind + "'");
    };
  }

  static void writePolicy(JsonGenerator json, RoutePolicy policy) {
    json.writeObjectPropertyStart("policy");
    writeMillis(json, "drain_ms", policy.drain());
    writeMillis(json, "grace_ms", policy.grace());
    writeMillis(json, "watch_ms", policy.watch());
    writeMillis(json, "response_timeout_ms", policy.responseTimeout());
    json.writeNumberProperty("max_request_bytes", policy.maxRequestBytes());
    json.writeEndObject();
  }

  static RoutePolicy readPolicy(JsonFields json) {
    JsonFields policy = json.object("policy");
    return new RoutePolicy(
        readMillis(policy, "drain_ms"),
        readMillis(policy, "grace_ms"),
        readMillis(policy, "watch_ms"),
        readMillis(policy, "response_timeout_ms"),
        policy.number("max_request_bytes"));
  }

  static void writeMillis(JsonGenerator json, String name, Duration duration) {
    json.writeNumberProperty(name, duration.toMillis());
  }

  /** Milliseconds, at most a year: far from where nanoseconds overflow. */
  static Duration readMillis(JsonFields json, String name) {
    long millis = json.number(name);
    if (Math.abs(millis) > LONGEST.toMillis()) {
      throw JsonFields.invalid("the time '" + name + "' is beyond all bounds");
    }
    return Duration.ofMillis(millis);
  }

  static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
