package dev.slipway.router;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The JSON form of what happened to routes. */
final class EventJson {
  private EventJson() {}

  static String text(List<RouterEvent.Numbered> events) {
    return Json.object(
        json -> {
          json.writeArrayPropertyStart("events");
          for (RouterEvent.Numbered numbered : events) {
            json.writeStartObject();
            json.writeNumberProperty("seq", numbered.seq());
            json.writeNumberProperty("at_ms", numbered.at().toEpochMilli());
            json.writeStringProperty("service", numbered.event().service().value());
            writeEvent(json, numbered.event());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writeEvent(JsonGenerator json, RouterEvent event) {
    switch (event) {
      case RouterEvent.Switched switched -> {
        json.writeStringProperty("type", "switched");
        switched.from().ifPresent(from -> json.writeStringProperty("from", from.value()));
        json.writeStringProperty("to", switched.to().value());
        json.writeNumberProperty("generation", switched.generation());
      }
      case RouterEvent.Shifted shifted -> {
        json.writeStringProperty("type", "shifted");
        shifted
            .candidate()
            .ifPresent(candidate -> json.writeStringProperty("candidate", candidate.value()));
        json.writeNumberProperty("percent", shifted.percent());
        json.writeNumberProperty("generation", shifted.generation());
      }
      case RouterEvent.Drained drained -> {
        json.writeStringProperty("type", "drained");
        json.writeStringProperty("release", drained.release().value());
        TableJson.writeMillis(json, "took_ms", drained.took());
        json.writeNumberProperty("streams_ended", drained.streamsEnded());
        json.writeNumberProperty("requests_cut", drained.requestsCut());
      }
      case RouterEvent.Resized resized -> {
        json.writeStringProperty("type", "resized");
        json.writeStringProperty("release", resized.release().value());
        writeUpstreams(json, "upstreams", resized.upstreams());
        writeUpstreams(json, "removed", resized.removed());
        json.writeNumberProperty("generation", resized.generation());
      }
      case RouterEvent.Left left -> {
        json.writeStringProperty("type", "left");
        json.writeStringProperty("release", left.release().value());
        json.writeStringProperty("upstream", left.upstream().toString());
        TableJson.writeMillis(json, "took_ms", left.took());
        json.writeNumberProperty("streams_ended", left.streamsEnded());
        json.writeNumberProperty("requests_cut", left.requestsCut());
      }
      case RouterEvent.Ejected ejected -> {
        json.writeStringProperty("type", "ejected");
        json.writeStringProperty("release", ejected.release().value());
        json.writeStringProperty("upstream", ejected.upstream().toString());
        json.writeStringProperty("reason", ejected.reason());
      }
      case RouterEvent.Reinstated reinstated -> {
        json.writeStringProperty("type", "reinstated");
        json.writeStringProperty("release", reinstated.release().value());
        json.writeStringProperty("upstream", reinstated.upstream().toString());
      }
      case RouterEvent.SwitchedBack back -> {
        json.writeStringProperty("type", "switched back");
        json.writeStringProperty("from", back.from().value());
        json.writeStringProperty("to", back.to().value());
        json.writeStringProperty("reason", back.reason());
        json.writeNumberProperty("generation", back.generation());
      }
      case RouterEvent.ModeChanged changed -> {
        json.writeStringProperty("type", "mode changed");
        TableJson.writeMode(json, changed.mode());
        json.writeNumberProperty("generation", changed.generation());
      }
      case RouterEvent.Removed removed -> {
        json.writeStringProperty("type", "removed");
        json.writeNumberProperty("generation", removed.generation());
      }
    }
  }

  static List<RouterEvent.Numbered> read(JsonFields json) {
    return json.objects("events").stream()
        .map(
            each ->
                new RouterEvent.Numbered(
                    each.number("seq"),
                    Instant.ofEpochMilli(each.number("at_ms")),
                    readEvent(each)))
        .toList();
  }

  private static RouterEvent readEvent(JsonFields json) {
    ServiceName service = new ServiceName(json.text("service"));
    String type = json.text("type");
    return switch (type) {
      case "switched" ->
          new RouterEvent.Switched(
              service,
              optionalRelease(json, "from"),
              release(json, "to"),
              json.number("generation"));
      case "shifted" ->
          new RouterEvent.Shifted(
              service,
              optionalRelease(json, "candidate"),
              json.integer("percent"),
              json.number("generation"));
      case "drained" ->
          new RouterEvent.Drained(
              service,
              release(json, "release"),
              TableJson.readMillis(json, "took_ms"),
              json.integer("streams_ended"),
              json.integer("requests_cut"));
      case "resized" ->
          new RouterEvent.Resized(
              service,
              release(json, "release"),
              upstreams(json, "upstreams"),
              upstreams(json, "removed"),
              json.number("generation"));
      case "left" ->
          new RouterEvent.Left(
              service,
              release(json, "release"),
              upstream(json),
              TableJson.readMillis(json, "took_ms"),
              json.integer("streams_ended"),
              json.integer("requests_cut"));
      case "ejected" ->
          new RouterEvent.Ejected(
              service, release(json, "release"), upstream(json), json.text("reason"));
      case "reinstated" ->
          new RouterEvent.Reinstated(service, release(json, "release"), upstream(json));
      case "switched back" ->
          new RouterEvent.SwitchedBack(
              service,
              release(json, "from"),
              release(json, "to"),
              json.text("reason"),
              json.number("generation"));
      case "mode changed" ->
          new RouterEvent.ModeChanged(
              service, TableJson.readMode(json.object("mode")), json.number("generation"));
      case "removed" -> new RouterEvent.Removed(service, json.number("generation"));
      default -> throw JsonFields.invalid("there is no event '" + type + "'");
    };
  }

  private static ReleaseLabel release(JsonFields json, String name) {
    return new ReleaseLabel(json.text(name));
  }

  private static Optional<ReleaseLabel> optionalRelease(JsonFields json, String name) {
    return json.optionalText(name).map(ReleaseLabel::new);
  }

  private static void writeUpstreams(JsonGenerator json, String name, List<Upstream> upstreams) {
    json.writeArrayPropertyStart(name);
    upstreams.forEach(each -> json.writeString(each.toString()));
    json.writeEndArray();
  }

  private static List<Upstream> upstreams(JsonFields json, String name) {
    return json.texts(name).stream().map(Upstream::parse).toList();
  }

  private static Upstream upstream(JsonFields json) {
    return Upstream.parse(json.text("upstream"));
  }
}
