package dev.slipway.router;

import java.util.List;

/**
 * Which requests belong to a route: the host and the longest path prefix decide.
 *
 * @param hosts names in lower case; {@code *.example.com} stands for any name one or more levels
 *     below; empty for any host that no other route names
 * @param pathPrefixes each ends at a segment's border: {@code /api} takes {@code /api} and {@code
 *     /api/x}, not {@code /apis}; {@code /} takes everything
 * @param stripPrefix whether the application sees the path without the prefix
 */
public record Match(List<String> hosts, List<String> pathPrefixes, boolean stripPrefix) {
  public Match {
    hosts = List.copyOf(hosts);
    pathPrefixes = List.copyOf(pathPrefixes);
    for (String host : hosts) {
      if (!Labels.isHost(host)) {
        throw Labels.invalid("host", host, "give a lower-case host name, or *.NAME");
      }
    }
    if (pathPrefixes.isEmpty()) {
      pathPrefixes = List.of("/");
    }
    for (String prefix : pathPrefixes) {
      if (!Labels.isPath(prefix) || (prefix.length() > 1 && prefix.endsWith("/"))) {
        throw Labels.invalid("path prefix", prefix, "write / or a path such as /api");
      }
    }
  }

  /** Every path of some hosts. */
  public static Match ofHosts(String... hosts) {
    return new Match(List.of(hosts), List.of("/"), false);
  }

  /** Everything that no other route names. */
  public static Match everything() {
    return ofHosts();
  }
}
