package dev.slipway.runner.action;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses among the installed versions of a tool the one a workflow asks for. */
final class ToolChoice {
  private final String tool;
  private final List<InstalledTools.Tool> installed;
  private final boolean strict;

  ToolChoice(String tool, List<InstalledTools.Tool> installed, boolean strict) {
    this.tool = tool;
    this.installed = installed.stream().sorted(NEWEST_FIRST).toList();
    this.strict = strict;
  }

  private static final Comparator<InstalledTools.Tool> NEWEST_FIRST =
      Comparator.comparing(ToolChoice::version).reversed();

  /** The version of an installed tool; 0.0.0 when it says nothing readable. */
  static Version version(InstalledTools.Tool tool) {
    return Version.parse(tool.version()).orElse(Version.of(0, 0, 0));
  }

  /**
   * The newest installed version within the range; else the newest of the same major, with a
   * warning.
   *
   * @throws InputException when there is none, or only a substitute and substitutes are refused
   */
  InstalledTools.Tool choose(String spec, VersionRange range, ActionEffects effects) {
    Optional<InstalledTools.Tool> exact =
        installed.stream().filter(each -> range.holds(version(each))).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    Optional<InstalledTools.Tool> substitute = strict ? Optional.empty() : sameMajor(range);
    if (substitute.isEmpty()) {
      throw new InputException(missing(spec));
    }
    effects.warn(
        tool
            + " "
            + spec
            + " is not installed here; "
            + substitute.get().version()
            + " stands in for it. Install "
            + spec
            + " or run with --strict-toolchain to refuse substitutes.");
    return substitute.get();
  }

  private Optional<InstalledTools.Tool> sameMajor(VersionRange range) {
    if (range.major().isEmpty()) {
      return Optional.empty();
    }
    int major = range.major().getAsInt();
    return installed.stream()
        .filter(each -> version(each).major() == major && version(each).isRelease())
        .findFirst();
  }

  private String missing(String spec) {
    String have = String.join(", ", installed.stream().map(InstalledTools.Tool::version).toList());
    String found = have.isEmpty() ? "none is" : "installed: " + have;
    return tool + " " + spec + " is not installed (" + found + "). " + advice(spec);
  }

  private String advice(String spec) {
    if (tool.equals("Python")) {
      return "Get it with 'pyenv install "
          + spec
          + "', 'uv python install "
          + spec
          + "' or the system's packages (python3 and python3-venv).";
    }
    return "Get it with 'nvm install "
        + spec
        + "', 'fnm install "
        + spec
        + "' or the system's packages (nodejs and npm).";
  }
}
