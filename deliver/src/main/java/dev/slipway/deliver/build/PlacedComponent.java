package dev.slipway.deliver.build;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A built component whose files are on this machine, ready to run or to be served.
 *
 * @param folder where they are; nothing may be written there, it is shared by all that run it
 */
public record PlacedComponent(BuiltComponent component, Path folder) {
  private static final String RELEASE = "${release}";

  /** The folders that come first in the PATH of its processes. */
  public List<Path> programs() {
    return component.programs().stream().map(folder::resolve).toList();
  }

  /** What its processes get: {@code settings}, what the release needs, its programs in PATH. */
  public Map<String, String> environment(Map<String, String> settings, String path) {
    Map<String, String> environment = new LinkedHashMap<>();
    component
        .environment()
        .forEach((name, value) -> environment.put(name, value.replace(RELEASE, folder.toString())));
    environment.putAll(settings);
    StringBuilder programs = new StringBuilder();
    for (Path folder : programs()) {
      programs.append(folder).append(':');
    }
    environment.put("PATH", programs + path);
    return environment;
  }
}
