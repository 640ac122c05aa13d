package dev.slipway.machine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The texts a user reads when a version is not there. */
final class ToolAdvice {
  private ToolAdvice() {}

  static String substituted(Tool tool, String wanted, Installed near) {
    String reason =
        VersionChoice.NEWEST.contains(wanted.toLowerCase(Locale.ROOT))
            ? "is looked up among what is installed"
            : "is not installed";
    return tool.title()
        + " "
        + wanted
        + " "
        + reason
        + ": using "
        + near.version()
        + " ("
        + near.executable()
        + "). "
        + howToGet(tool, wanted);
  }

  static String missing(Tool tool, String wanted, List<Installed> installed) {
    String name = wanted.isEmpty() ? tool.title() : tool.title() + " " + wanted;
    return name + " is not installed (" + found(tool, installed) + "). " + howToGet(tool, wanted);
  }

  private static String found(Tool tool, List<Installed> installed) {
    if (installed.isEmpty()) {
      return "no " + tool.title() + " was found on this machine";
    }
    return "installed: "
        + installed.stream()
            .map(candidate -> candidate.version().toString())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static String howToGet(Tool tool, String wanted) {
    String plain = VersionText.parse(wanted).isPresent() ? " " + wanted : "";
    return switch (tool) {
      case PYTHON ->
          "To get it: 'pyenv install"
              + plain
              + "'; the system's own: 'apt install python3 python3-venv' or 'brew install"
              + " python'";
      case NODE ->
          "To get it: 'nvm install"
              + plain
              + "'; the system's own: 'apt install nodejs npm' or 'brew install node'";
      case JAVA ->
          "To get it: a JDK from https://adoptium.net, unpacked below /usr/lib/jvm; the"
              + " system's own: 'apt install default-jdk' or 'brew install openjdk'";
      case GO ->
          "To get it: the archive from https://go.dev/dl, unpacked below /usr/local; the"
              + " system's own: 'apt install golang' or 'brew install go'";
    };
  }
}
