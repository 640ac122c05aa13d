package dev.slipway.router;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in force, made for finding the route of a request quickly; immutable. */
final class LiveTable {
  /** A path prefix of a host, and whether the host is the candidate's preview. */
  record Entry(String prefix, LiveRoute route, boolean preview) {
    boolean takes(String path) {
      if (prefix.length() == 1) {
        return true;
      }
      if (!path.startsWith(prefix)) {
        return false;
      }
      if (path.length() == prefix.length()) {
        return true;
      }
      char after = path.charAt(prefix.length());
      return after == '/' || after == '?';
    }

    /** Takes the prefix off, where the route wants it. */
    void rewritePath(HttpRequest request) {
      if (prefix.length() == 1 || !route.route().match().stripPrefix()) {
        return;
      }
      String rest = request.uri().substring(prefix.length());
      if (!rest.startsWith("/")) {
        rest = "/" + rest;
      }
      request.setUri(rest);
    }
  }

  private final RouteTable table;
  private final List<LiveRoute> routes;
  private final Map<String, List<Entry>> exact = new HashMap<>();
  private final Map<String, List<Entry>> below = new HashMap<>();
  private final List<Entry> anyHost = new ArrayList<>();

  LiveTable(RouteTable table, List<LiveRoute> routes) {
    this.table = table;
    this.routes = List.copyOf(routes);
    routes.forEach(this::index);
    // The longest prefix wins, so it is asked first.
    Comparator<Entry> longestFirst =
        Comparator.comparingInt((Entry entry) -> entry.prefix().length()).reversed();
    exact.values().forEach(entries -> entries.sort(longestFirst));
    below.values().forEach(entries -> entries.sort(longestFirst));
    anyHost.sort(longestFirst);
  }

  private void index(LiveRoute live) {
    Match match = live.route().match();
    for (String prefix : match.pathPrefixes()) {
      Entry entry = new Entry(prefix, live, false);
      if (match.hosts().isEmpty()) {
        anyHost.add(entry);
      }
      for (String host : match.hosts()) {
        if (host.startsWith("*.")) {
          below.computeIfAbsent(host.substring(2), name -> new ArrayList<>()).add(entry);
        } else {
          exact.computeIfAbsent(host, name -> new ArrayList<>()).add(entry);
        }
      }
      live.route()
          .candidate()
          .flatMap(Candidate::previewHost)
          .ifPresent(
              host ->
                  exact
                      .computeIfAbsent(host, name -> new ArrayList<>())
                      .add(new Entry(prefix, live, true)));
    }
  }

  RouteTable table() {
    return table;
  }

  List<LiveRoute> routes() {
    return routes;
  }

  /**
   * The entry that takes a request: an exact host before a wildcard before any host, and in each
   * the longest prefix.
   *
   * @param host in lower case, without port
   * @param path the request target, with its query
   */
  @Nullable Entry find(String host, String path) {
    Entry found = longest(exact.get(host), path);
    if (found != null) {
      return found;
    }
    if (!below.isEmpty()) {
      for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        found = longest(below.get(host.substring(dot + 1)), path);
        if (found != null) {
          return found;
        }
      }
    }
    return longest(anyHost, path);
  }

  private static @Nullable Entry longest(@Nullable List<Entry> entries, String path) {
    if (entries == null) {
      return null;
    }
    for (Entry entry : entries) {
      if (entry.takes(path)) {
        return entry;
      }
    }
    return null;
  }
}
