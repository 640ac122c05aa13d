package dev.slipway.server.http;

import java.util.Optional;

/** Finds the place that a request is about; empty when there is none such. */
@FunctionalInterface
public interface Scope {
  /** The place; empty if what the request names does not exist. */
  Optional<Place> of(Request request);

  /** All of the server. */
  static Scope server() {
    return request -> Optional.of(Place.server());
  }

  /** The repository of the parameters {@code owner} and {@code name} of the path. */
  static Scope repository() {
    return request ->
        Optional.of(new Place.Repository(request.parameter("owner"), request.parameter("name")));
  }

  /** The environment of {@code owner}, {@code name} and {@code environment} of the path. */
  static Scope environment() {
    return request ->
        Optional.of(
            new Place.Environment(
                request.parameter("owner"),
                request.parameter("name"),
                request.parameter("environment")));
  }
}
