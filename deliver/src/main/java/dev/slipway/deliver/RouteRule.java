package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;

/**
 * Which requests a component answers.
 *
 * @param hosts names it answers to instead of those of its environment; empty for the latter
 * @param paths prefixes, each beginning with a slash; never empty
 * @param drain how long requests in progress have when the release is taken out of service
 */
public record RouteRule(List<String> hosts, List<String> paths, Duration drain) {
  /** Copies both lists. */
  public RouteRule {
    hosts = List.copyOf(hosts);
    paths = List.copyOf(paths);
    if (paths.isEmpty() || !paths.stream().allMatch(path -> path.startsWith("/"))) {
      throw new IllegalArgumentException("not path prefixes: " + paths);
    }
  }
}
