package dev.slipway.deliver;

import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One instance that is wanted.
 *
 * @param release the release it is of
 * @param directory where it starts: the folder of its component inside the release
 * @param listens whether it answers HTTP requests, at a port that the target tells it in {@code
 *     PORT}
 * @param variables what it reads from its environment
 * @param secrets what of its environment nobody else may see
 */
public record InstanceSpec(
    InstanceId id,
    EnvironmentName environment,
    ComponentName component,
    String release,
    Path directory,
    Workload workload,
    boolean listens,
    Map<String, String> variables,
    Map<String, Secret> secrets) {
  /** Copies the maps. */
  public InstanceSpec {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    if (release.isEmpty() || release.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a release: '" + release + "'");
    }
  }
}
