package dev.slipway.machine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The language toolchains that are installed on this machine. Thread-safe; looks once a tool. */
public final class Toolchains {
  private final ToolSearch search;
  private final Map<Tool, List<Installed>> found = new EnumMap<>(Tool.class);

  private Toolchains(ToolSearch search) {
    this.search = search;
  }

  /** Looks where an environment (PATH, HOME, RUNNER_TOOL_CACHE and others) says, and in /usr. */
  public static Toolchains of(Map<String, String> environment) {
    return new Toolchains(
        new ToolSearch(environment, Path.of("/"), ProbeCache.in(UserFolders.cache(environment))));
  }

  static Toolchains of(ToolSearch search) {
    return new Toolchains(search);
  }

  /** Every installed release of a tool, the newest first. */
  public synchronized List<Installed> installed(Tool tool) {
    return found.computeIfAbsent(
        tool,
        wanted ->
            search.find(wanted).stream()
                .sorted(Comparator.comparing(Installed::version).reversed())
                .toList());
  }

  /**
   * What there is for a version as setup-python, setup-node, setup-java and setup-go read it:
   * exact, {@code 3.x}, a range, {@code lts/*}, {@code latest}; an empty text is any version.
   */
  public Resolution resolve(Tool tool, String wanted) {
    return new VersionChoice(tool, wanted.strip(), installed(tool)).resolve();
  }

  /** The newest installed release of a tool. */
  public Optional<Installed> newest(Tool tool) {
    return installed(tool).stream().findFirst();
  }
}
