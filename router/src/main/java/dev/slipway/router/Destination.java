package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What answers the requests of a slot. */
public sealed interface Destination {
  /**
   * Running instances of an application.
   *
   * @param upstreams where they listen; at least one
   * @param health how they are asked whether they are well
   */
  record Instances(List<Upstream> upstreams, HealthCheck health) implements Destination {
    public Instances {
      upstreams = List.copyOf(upstreams);
      if (upstreams.isEmpty()) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "a slot needs at least one upstream (HOST:PORT)");
      }
    }
  }

  /**
   * A folder of static files.
   *
   * @param folder what is served
   * @param previous folders of the releases before it, newest first, whose hashed assets stay
   *     reachable
   * @param config what {@code /config.json} answers; empty: the folder's own file, if any
   */
  record Site(Path folder, List<Path> previous, Map<String, String> config) implements Destination {
    public Site {
      previous = List.copyOf(previous);
      config = Map.copyOf(config);
    }
  }
}
