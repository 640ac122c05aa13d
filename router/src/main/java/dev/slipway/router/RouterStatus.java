package dev.slipway.router;

import java.time.Instant;
import java.util.Optional;

/**
 * What a router process says of itself.
 *
 * @param pid of its process
 * @param started when
 * @param http {@code HOST:PORT} where it takes requests
 * @param https the same for TLS, if it does
 * @param generation of the table in force
 */
public record RouterStatus(
    long pid, Instant started, String http, Optional<String> https, long generation) {

  String json() {
    return Json.object(
        json -> {
          json.writeNumberProperty("pid", pid);
          json.writeNumberProperty("started_ms", started.toEpochMilli());
          json.writeStringProperty("http", http);
          https.ifPresent(address -> json.writeStringProperty("https", address));
          json.writeNumberProperty("generation", generation);
        });
  }

  static RouterStatus read(JsonFields json) {
    return new RouterStatus(
        json.number("pid"),
        Instant.ofEpochMilli(json.number("started_ms")),
        json.text("http"),
        json.optionalText("https"),
        json.number("generation"));
  }
}
