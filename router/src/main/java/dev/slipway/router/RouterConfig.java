package dev.slipway.router;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a router is started.
 *
 * @param http where it takes requests; port 0 for any free one
 * @param workers how many event loops it has
 * @param limits what it allows its clients
 * @param table the routes it begins with
 * @param accessLog the file that gets a line for each request, if any
 * @param keeper is given every new table before it is in force; when it throws, the old one stays
 */
public record RouterConfig(
    InetSocketAddress http,
    int workers,
    Limits limits,
    RouteTable table,
    Optional<Path> accessLog,
    Consumer<RouteTable> keeper) {
  public RouterConfig {
    if (workers < 1) {
      throw Labels.invalid("number of workers", Integer.toString(workers), "give at least 1");
    }
  }

  /** An empty table that is not kept, on any free port of this machine alone. */
  public static RouterConfig inProcess() {
    return new RouterConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8),
        Limits.standard(),
        RouteTable.empty(),
        Optional.empty(),
        table -> {});
  }

  /** The same on another address. */
  public RouterConfig withHttp(InetSocketAddress other) {
    return new RouterConfig(other, workers, limits, table, accessLog, keeper);
  }

  /** The same with other limits. */
  public RouterConfig withLimits(Limits other) {
    return new RouterConfig(http, workers, other, table, accessLog, keeper);
  }

  /** The same with so many event loops. */
  public RouterConfig withWorkers(int other) {
    return new RouterConfig(http, other, limits, table, accessLog, keeper);
  }

  /** The same with routes, and somebody who keeps them. */
  public RouterConfig withTable(RouteTable first, Consumer<RouteTable> whoKeeps) {
    return new RouterConfig(http, workers, limits, first, accessLog, whoKeeps);
  }

  /** The same with a line in a file for each request, or none. */
  public RouterConfig withAccessLog(Optional<Path> file) {
    return new RouterConfig(http, workers, limits, table, file, keeper);
  }
}
