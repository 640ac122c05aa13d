package dev.slipway.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Chooses among the installed releases of one tool, given the newest first. */
record VersionChoice(Tool tool, String wanted, List<Installed> installed) {
  private static final int FIRST_EVEN_NODE = 4;

  Resolution resolve() {
    Optional<Installed> exact = installed.stream().filter(this::satisfies).findFirst();
    if (exact.isPresent()) {
      return new Resolution.Exact(exact.get());
    }
    Optional<Installed> near =
        installed.stream()
            .filter(candidate -> candidate.version().prerelease().isEmpty())
            .filter(this::isSameMajor)
            .findFirst();
    if (near.isPresent()) {
      return new Resolution.Substitute(near.get(), warning(near.get()));
    }
    return new Resolution.Missing(advice());
  }

  private boolean satisfies(Installed candidate) {
    Version version = candidate.version();
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "", "latest", "current", "node", "stable", "oldstable" -> isFinal(version);
      case "lts", "lts/*", "lts/-1", "lts/-2" -> isFinal(version) && isLongTerm(version);
      default ->
          codename().map(major -> version.major() == major).orElseGet(() -> accepts(version));
    };
  }

  private boolean accepts(Version version) {
    return VersionRange.parse(rangeText()).map(range -> range.accepts(version)).orElse(false);
  }

  /** Go's {@code 1.22.0-rc1} and Python's {@code 3.13-dev} as ranges. */
  private String rangeText() {
    if (wanted.endsWith("-dev")) {
      return "~" + wanted.substring(0, wanted.length() - "-dev".length()) + ".0-0";
    }
    return wanted;
  }

  private boolean isSameMajor(Installed candidate) {
    OptionalInt major = wantedMajor();
    if (major.isEmpty()) {
      return codename().isEmpty() && isWord();
    }
    return candidate.version().major() == major.getAsInt();
  }

  private boolean isWord() {
    return wanted.isEmpty() || wanted.startsWith("lts") || wanted.equals("latest");
  }

  private OptionalInt wantedMajor() {
    int start = 0;
    while (start < wanted.length() && !Character.isDigit(wanted.charAt(start))) {
      start++;
    }
    if (wanted.startsWith("lts")) {
      return codename().map(OptionalInt::of).orElse(OptionalInt.empty());
    }
    return VersionText.parse(firstNumber(wanted.substring(start)))
        .map(version -> OptionalInt.of(version.major()))
        .orElse(OptionalInt.empty());
  }

  private static String firstNumber(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** The major of {@code lts/iron} and its like. Source: the release plan of Node.js. */
  private Optional<Integer> codename() {
    if (tool != Tool.NODE || !wanted.startsWith("lts/")) {
      return Optional.empty();
    }
    return switch (wanted.substring("lts/".length()).toLowerCase(Locale.ROOT)) {
      case "erbium" -> Optional.of(12);
      case "fermium" -> Optional.of(14);
      case "gallium" -> Optional.of(16);
      case "hydrogen" -> Optional.of(18);
      case "iron" -> Optional.of(20);
      case "jod" -> Optional.of(22);
      case "krypton" -> Optional.of(24);
      default -> Optional.empty();
    };
  }

  private boolean isLongTerm(Version version) {
    return tool != Tool.NODE || (version.major() >= FIRST_EVEN_NODE && version.major() % 2 == 0);
  }

  private static boolean isFinal(Version version) {
    return version.prerelease().isEmpty();
  }

  private String warning(Installed near) {
    return tool.title()
        + " "
        + wanted
        + " is not installed; using "
        + near.version()
        + " at "
        + near.executable()
        + ". "
        + howToGet();
  }

  private String advice() {
    String here =
        installed.isEmpty()
            ? "no " + tool.title() + " was found on this machine"
            : "installed: "
                + installed.stream()
                    .map(candidate -> candidate.version().toString())
                    .distinct()
                    .collect(Collectors.joining(", "));
    String name = wanted.isEmpty() ? tool.title() : tool.title() + " " + wanted;
    return name + " is not installed (" + here + "). " + howToGet();
  }

  private String howToGet() {
    String version = wanted.isEmpty() ? "" : " " + wanted;
    return switch (tool) {
      case PYTHON ->
          "To get it: 'pyenv install"
              + version
              + "', or 'apt install python3 python3-venv' / 'brew install python' for the system's"
              + " own";
      case NODE ->
          "To get it: 'nvm install"
              + version
              + "', or 'apt install nodejs npm' / 'brew install node' for the system's own";
      case JAVA ->
          "To get it: a JDK from https://adoptium.net below /usr/lib/jvm, or 'apt install"
              + " default-jdk' / 'brew install openjdk'";
      case GO ->
          "To get it: the archive from https://go.dev/dl below /usr/local, or 'apt install"
              + " golang' / 'brew install go'";
    };
  }
}
