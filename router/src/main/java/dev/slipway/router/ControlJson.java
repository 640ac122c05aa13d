package dev.slipway.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The JSON form of what is asked of a router and what it answers, on the admin socket. */
final class ControlJson {
  private ControlJson() {}

  static String deploy(Slot slot, DeployOptions options) {
    return Json.object(
        json -> {
          TableJson.writeSlot(json, "slot", slot);
          TableJson.writeMatch(json, options.match());
          TableJson.writePolicy(json, options.policy());
          TableJson.writeMillis(json, "deploy_timeout_ms", options.deployTimeout());
          switch (options.place()) {
            case DeployOptions.Place.Stable() -> json.writeStringProperty("place", "stable");
            case DeployOptions.Place.Beside beside -> {
              json.writeStringProperty("place", "candidate");
              json.writeNumberProperty("percent", beside.percent());
              beside.previewHost().ifPresent(host -> json.writeStringProperty("preview", host));
            }
          }
        });
  }

  static String resize(Slot slot, Duration longest) {
    return Json.object(
        json -> {
          TableJson.writeSlot(json, "slot", slot);
          TableJson.writeMillis(json, "deploy_timeout_ms", longest);
        });
  }

  static DeployOptions readOptions(JsonFields json) {
    return new DeployOptions(
        TableJson.readMatch(json),
        TableJson.readPolicy(json),
        TableJson.readMillis(json, "deploy_timeout_ms"),
        readPlace(json));
  }

  private static DeployOptions.Place readPlace(JsonFields json) {
    String place = json.text("place");
    return switch (place) {
      case "stable" -> new DeployOptions.Place.Stable();
      case "candidate" ->
          new DeployOptions.Place.Beside(json.integer("percent"), json.optionalText("preview"));
      default -> throw JsonFields.invalid("there is no place '" + place + "'");
    };
  }

  static String outcome(DeployOutcome outcome) {
    return Json.object(
        json -> {
          switch (outcome) {
            case DeployOutcome.Switched switched -> {
              json.writeStringProperty("outcome", "switched");
              json.writeNumberProperty("generation", switched.generation());
              TableJson.writeMillis(json, "healthy_after_ms", switched.healthyAfter());
              json.writeNumberProperty("switch_took_ns", switched.switchTook().toNanos());
            }
            case DeployOutcome.NeverHealthy never -> {
              json.writeStringProperty("outcome", "never healthy");
              json.writeStringProperty("upstream", never.upstream().toString());
              json.writeStringProperty("last_answer", never.lastAnswer());
              TableJson.writeMillis(json, "waited_ms", never.waited());
            }
            case DeployOutcome.Conflict conflict -> {
              json.writeStringProperty("outcome", "conflict");
              json.writeStringProperty("holder", conflict.holder().value());
            }
            case DeployOutcome.Superseded superseded -> {
              json.writeStringProperty("outcome", "superseded");
              json.writeStringProperty("by", superseded.by().value());
            }
          }
        });
  }

  static DeployOutcome readOutcome(JsonFields json) {
    String outcome = json.text("outcome");
    return switch (outcome) {
      case "switched" ->
          new DeployOutcome.Switched(
              json.number("generation"),
              TableJson.readMillis(json, "healthy_after_ms"),
              Duration.ofNanos(json.number("switch_took_ns")));
      case "never healthy" ->
          new DeployOutcome.NeverHealthy(
              Upstream.parse(json.text("upstream")),
              json.text("last_answer"),
              TableJson.readMillis(json, "waited_ms"));
      case "conflict" -> new DeployOutcome.Conflict(new ServiceName(json.text("holder")));
      case "superseded" -> new DeployOutcome.Superseded(new ReleaseLabel(json.text("by")));
      default -> throw JsonFields.invalid("there is no outcome '" + outcome + "'");
    };
  }

  static String counters(List<ReleaseCounters> counters) {
    return Json.object(
        json -> {
          json.writeArrayPropertyStart("releases");
          counters.forEach(release -> writeCounters(json, release));
          json.writeEndArray();
        });
  }

  private static void writeCounters(JsonGenerator json, ReleaseCounters release) {
    ReleaseCounters.Responses responses = release.responses();
    json.writeStartObject();
    json.writeStringProperty("service", release.service().value());
    json.writeStringProperty("release", release.release().value());
    json.writeNumberProperty("1xx", responses.informational());
    json.writeNumberProperty("2xx", responses.success());
    json.writeNumberProperty("3xx", responses.redirection());
    json.writeNumberProperty("4xx", responses.clientError());
    json.writeNumberProperty("5xx", responses.serverError());
    json.writeNumberProperty("gateway_errors", responses.gatewayError());
    json.writeNumberProperty("aborted", responses.aborted());
    json.writeNumberProperty("retried", responses.retried());
    json.writeNumberProperty("in_flight", release.inFlight());
    // Alternately the upper bound of a bucket in microseconds and its count.
    json.writeArrayPropertyStart("latency");
    for (Latency.Bucket bucket : release.latency().buckets()) {
      json.writeNumber(bucket.upToMicros());
      json.writeNumber(bucket.count());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static List<ReleaseCounters> readCounters(JsonFields json) {
    return json.objects("releases").stream().map(ControlJson::readRelease).toList();
  }

  private static ReleaseCounters readRelease(JsonFields json) {
    ReleaseCounters.Responses responses =
        new ReleaseCounters.Responses(
            json.number("1xx"),
            json.number("2xx"),
            json.number("3xx"),
            json.number("4xx"),
            json.number("5xx"),
            json.number("gateway_errors"),
            json.number("aborted"),
            json.number("retried"));
    return new ReleaseCounters(
        new ServiceName(json.text("service")),
        new ReleaseLabel(json.text("release")),
        responses,
        readLatency(json.numbers("latency")),
        json.integer("in_flight"));
  }

  private static Latency readLatency(List<Long> pairs) {
    List<Latency.Bucket> buckets = new ArrayList<>();
    for (int at = 0; at + 1 < pairs.size(); at += 2) {
      buckets.add(new Latency.Bucket(pairs.get(at), pairs.get(at + 1)));
    }
    return new Latency(buckets);
  }
}
