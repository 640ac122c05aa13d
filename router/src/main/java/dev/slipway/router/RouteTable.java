package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All routes of a router at one moment.
 *
 * @param generation raised by every change; of two tables the one with the higher generation is the
 *     newer
 * @param routes in no particular order; two routes never take the same host and path prefix
 */
public record RouteTable(long generation, List<Route> routes) {
  public RouteTable {
    routes = List.copyOf(routes);
    Set<ServiceName> names = new HashSet<>();
    for (Route route : routes) {
      if (!names.add(route.service())) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "two routes are named '" + route.service() + "'");
      }
    }
  }

  /** A table without routes. */
  public static RouteTable empty() {
    return new RouteTable(0, List.of());
  }

  /** The route of a service. */
  public Optional<Route> find(ServiceName service) {
    return routes.stream().filter(route -> route.service().equals(service)).findFirst();
  }

  /** The next generation, with a route added or put in the place of the one of its name. */
  public RouteTable with(Route changed) {
    List<Route> next = new ArrayList<>(routes);
    next.removeIf(route -> route.service().equals(changed.service()));
    next.add(changed);
    return new RouteTable(generation + 1, next);
  }

  /** The next generation, without a service. */
  public RouteTable without(ServiceName service) {
    List<Route> next = new ArrayList<>(routes);
    next.removeIf(route -> route.service().equals(service));
    return new RouteTable(generation + 1, next);
  }

  /** The service other than the named one that already takes one of the same requests, if any. */
  public Optional<ServiceName> conflict(ServiceName service, Match wanted) {
    return routes.stream()
        .filter(route -> !route.service().equals(service))
        .filter(route -> overlap(route.match(), wanted))
        .map(Route::service)
        .findFirst();
  }

  private static boolean overlap(Match a, Match b) {
    boolean sameHost = a.hosts().isEmpty() && b.hosts().isEmpty();
    for (String host : a.hosts()) {
      sameHost |= b.hosts().contains(host);
    }
    return sameHost && a.pathPrefixes().stream().anyMatch(b.pathPrefixes()::contains);
  }
}
