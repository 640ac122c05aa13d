package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All routes, the most literal first; immutable. */
final class RouteTable {
  private final List<Line> lines;

  /** A route with its template read. */
  private record Line(PathTemplate template, Route route) {}

  /** A route that fits, with the parameters of the path. */
  record Match(Route route, Map<String, String> parameters) {}

  RouteTable(List<Route> routes) {
    List<Line> sorted = new ArrayList<>();
    for (Route route : routes) {
      Line line = new Line(PathTemplate.parse(route.template()), route);
      sorted.stream()
          .filter(other -> other.route().method() == route.method())
          .filter(other -> other.template().sameShape(line.template()))
          .findFirst()
          .ifPresent(other -> twice(route, other.route()));
      sorted.add(line);
    }
    sorted.sort((one, other) -> PathTemplate.compare(one.template(), other.template()));
    this.lines = List.copyOf(sorted);
  }

  private static void twice(Route route, Route other) {
    throw new SlipwayException(
        ErrorCode.INTERNAL,
        "two routes answer "
            + route.method()
            + " "
            + route.template()
            + " and "
            + other.template());
  }

  Optional<Match> find(Method method, List<String> path) {
    for (Line line : lines) {
      if (line.route().method() == method) {
        Optional<Map<String, String>> parameters = line.template().match(path);
        if (parameters.isPresent()) {
          return Optional.of(new Match(line.route(), parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The methods that a path can be called by. */
  Set<Method> methods(List<String> path) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    for (Line line : lines) {
      if (line.template().match(path).isPresent()) {
        methods.add(line.route().method());
      }
    }
    return methods;
  }
}
