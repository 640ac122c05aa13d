package dev.slipway.cli;

import dev.slipway.router.Destination;
import dev.slipway.router.Mode;
import dev.slipway.router.ReleaseCounters;
import dev.slipway.router.Route;
import dev.slipway.router.RouteTable;
import dev.slipway.router.RouterClient;
import dev.slipway.router.RouterEvent;
import dev.slipway.router.RouterStatus;
import dev.slipway.router.ServiceName;
import dev.slipway.router.Slot;
import dev.slipway.router.Upstream;
import dev.slipway.store.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What a router does, for a person and for a program. */
final class RouterReport {
  private RouterReport() {}

  static void list(RouterClient client, Arguments arguments, Session session) {
    RouterStatus status = client.status();
    RouteTable table = client.table();
    List<ReleaseCounters> counters = client.counters();
    if (arguments.has("--json")) {
      session.terminal().print(json(status, table, counters));
    } else {
      session.terminal().print(text(session.terminal(), status, table, counters));
    }
  }

  static String text(
      Terminal terminal, RouterStatus status, RouteTable table, List<ReleaseCounters> counters) {
    StringBuilder text = new StringBuilder("http://").append(status.http());
    status.https().ifPresent(address -> text.append("  https://").append(address));
    text.append("  pid ").append(status.pid());
    text.append("  generation ").append(table.generation()).append('\n');
    if (table.routes().isEmpty()) {
      return text.append("no services yet; 'slipway router deploy NAME --to HOST:PORT' adds one\n")
          .toString();
    }
    Table rows = new Table("lllllrrr");
    rows.row("SERVICE", "MATCH", "SLOT", "RELEASE", "GOES TO", "SHARE", "REQUESTS", "ERRORS");
    for (Route route : table.routes()) {
      int share = route.candidate().map(candidate -> candidate.percent()).orElse(0);
      String name = route.service() + mode(route.mode());
      row(rows, name, match(route), "stable", route, route.stable(), 100 - share, counters);
      route
          .candidate()
          .ifPresent(
              candidate ->
                  row(rows, "", "", "candidate", route, candidate.slot(), share, counters));
      route.previous().ifPresent(slot -> row(rows, "", "", "before", route, slot, 0, counters));
    }
    int width = terminal.interactive() ? terminal.width() : Integer.MAX_VALUE;
    rows.lines(width, "", terminal.sign(Glyph.ELLIPSIS))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void row(
      Table rows,
      String name,
      String match,
      String place,
      Route route,
      Slot slot,
      int share,
      List<ReleaseCounters> counters) {
    Optional<ReleaseCounters> counted = counted(counters, route.service(), slot);
    rows.row(
        name,
        match,
        place,
        slot.release().value(),
        destination(slot),
        share + " %",
        counted.map(found -> Long.toString(found.requests())).orElse("0"),
        counted.map(found -> Long.toString(found.errors())).orElse("0"));
  }

  private static Optional<ReleaseCounters> counted(
      List<ReleaseCounters> counters, ServiceName service, Slot slot) {
    return counters.stream()
        .filter(each -> each.service().equals(service) && each.release().equals(slot.release()))
        .findFirst();
  }

  private static String mode(Mode mode) {
    return switch (mode) {
      case Mode.Running() -> "";
      case Mode.Paused(Duration hold) -> " (paused)";
      case Mode.Stopped(String message) -> " (stopped)";
      case Mode.Maintenance(String message) -> " (maintenance)";
    };
  }

  private static String match(Route route) {
    List<String> hosts = route.match().hosts();
    String host = hosts.isEmpty() ? "*" : String.join(",", hosts);
    return host + String.join(",", route.match().pathPrefixes());
  }

  private static String destination(Slot slot) {
    return switch (slot.destination()) {
      case Destination.Instances instances ->
          String.join(",", instances.upstreams().stream().map(Upstream::toString).toList());
      case Destination.Site site -> site.folder().toString();
    };
  }

  private static String json(
      RouterStatus status, RouteTable table, List<ReleaseCounters> counters) {
    return JsonText.line(
        json -> {
          json.writeStringProperty("http", status.http());
          status.https().ifPresent(address -> json.writeStringProperty("https", address));
          json.writeNumberProperty("pid", status.pid());
          json.writeNumberProperty("generation", table.generation());
          json.writeArrayPropertyStart("services");
          for (Route route : table.routes()) {
            writeRoute(json, route, counters);
          }
          json.writeEndArray();
        });
  }

  private static void writeRoute(JsonGenerator json, Route route, List<ReleaseCounters> counters) {
    int share = route.candidate().map(candidate -> candidate.percent()).orElse(0);
    json.writeStartObject();
    json.writeStringProperty("service", route.service().value());
    json.writeStringProperty("mode", mode(route.mode()).replaceAll("[ ()]", ""));
    json.writeArrayPropertyStart("hosts");
    route.match().hosts().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("paths");
    route.match().pathPrefixes().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("slots");
    writeSlot(json, "stable", route, route.stable(), 100 - share, counters);
    route
        .candidate()
        .ifPresent(
            candidate -> writeSlot(json, "candidate", route, candidate.slot(), share, counters));
    route.previous().ifPresent(slot -> writeSlot(json, "before", route, slot, 0, counters));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeSlot(
      JsonGenerator json,
      String place,
      Route route,
      Slot slot,
      int share,
      List<ReleaseCounters> counters) {
    json.writeStartObject();
    json.writeStringProperty("slot", place);
    json.writeStringProperty("release", slot.release().value());
    json.writeStringProperty("destination", destination(slot));
    json.writeNumberProperty("percent", share);
    counted(counters, route.service(), slot)
        .ifPresent(
            found -> {
              json.writeNumberProperty("requests", found.requests());
              json.writeNumberProperty("errors", found.errors());
              json.writeNumberProperty("in_flight", found.inFlight());
              json.writeNumberProperty("p50_us", found.latency().quantileMicros(0.5));
              json.writeNumberProperty("p99_us", found.latency().quantileMicros(0.99));
            });
    json.writeEndObject();
  }

  static void events(RouterClient client, Arguments arguments, Session session) {
    List<RouterEvent.Numbered> events = client.events(0, Duration.ZERO);
    StringBuilder text = new StringBuilder();
    if (arguments.has("--json")) {
      for (RouterEvent.Numbered each : events) {
        text.append(
            JsonText.line(
                json -> {
                  json.writeNumberProperty("seq", each.seq());
                  json.writeStringProperty("at", each.at().toString());
                  json.writeStringProperty("service", each.event().service().value());
                  json.writeStringProperty("what", sentence(each.event()));
                }));
      }
    } else {
      for (RouterEvent.Numbered each : events) {
        text.append(each.at()).append("  ").append(each.event().service()).append(": ");
        text.append(sentence(each.event())).append('\n');
      }
    }
    session.terminal().print(text.toString());
  }

  static String sentence(RouterEvent event) {
    return switch (event) {
      case RouterEvent.Switched it ->
          "all traffic goes to release "
              + it.to()
              + it.from().map(from -> ", before to " + from).orElse("");
      case RouterEvent.Shifted it ->
          it.candidate()
              .map(release -> "candidate " + release + " gets " + it.percent() + " %")
              .orElse("there is no candidate any more");
      case RouterEvent.Drained it ->
          "release "
              + it.release()
              + " is drained after "
              + Durations.exact(it.took())
              + ", "
              + it.streamsEnded()
              + " streams ended, "
              + it.requestsCut()
              + " requests cut";
      case RouterEvent.Resized it ->
          "release " + it.release() + " goes on with " + text(it.upstreams()) + left(it.removed());
      case RouterEvent.Left it ->
          it.upstream()
              + " of release "
              + it.release()
              + " has nothing left to do after "
              + Durations.exact(it.took())
              + ", "
              + it.streamsEnded()
              + " streams ended, "
              + it.requestsCut()
              + " requests cut";
      case RouterEvent.Ejected it ->
          it.upstream() + " of release " + it.release() + " is out: " + it.reason();
      case RouterEvent.Reinstated it -> it.upstream() + " of release " + it.release() + " is back";
      case RouterEvent.SwitchedBack it ->
          "back from release " + it.from() + " to " + it.to() + ": " + it.reason();
      case RouterEvent.ModeChanged it -> "now " + modeSentence(it.mode());
      case RouterEvent.Removed it -> "removed";
    };
  }

  private static String text(List<Upstream> upstreams) {
    return String.join(", ", upstreams.stream().map(Upstream::toString).toList());
  }

  private static String left(List<Upstream> removed) {
    return removed.isEmpty() ? "" : "; " + text(removed) + " leave";
  }

  private static String modeSentence(Mode mode) {
    return switch (mode) {
      case Mode.Running() -> "running";
      case Mode.Paused(Duration hold) -> "paused, requests wait for " + Durations.exact(hold);
      case Mode.Stopped(String message) -> "stopped: " + message;
      case Mode.Maintenance(String message) -> "in maintenance: " + message;
    };
  }
}
