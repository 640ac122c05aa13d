package dev.slipway.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Chooses among the installed releases of one tool, given the newest first.
 *
 * <p>Source of the words: the READMEs of actions/setup-node ({@code lts/*}, {@code lts/iron},
 * {@code latest}), setup-go ({@code stable}) and setup-python ({@code 3.13-dev}, {@code pypy3.10}).
 */
record VersionChoice(Tool tool, String wanted, List<Installed> installed) {
  /** Words for whatever is the newest. */
  static final Set<String> NEWEST =
      Set.of("latest", "current", "node", "stable", "oldstable", "lts/*", "lts/-1", "lts/-2");

  private static final Set<String> OTHER_KINDS = Set.of("pypy", "graalpy", "nightly");
  private static final String DEVELOPMENT = "-dev";

  Resolution resolve() {
    if (OTHER_KINDS.stream().anyMatch(wanted::contains)) {
      return new Resolution.Missing(ToolAdvice.missing(tool, wanted, installed));
    }
    Optional<Installed> exact = installed.stream().filter(this::satisfies).findFirst();
    if (exact.isPresent()) {
      return new Resolution.Exact(exact.get());
    }
    Optional<Installed> near =
        installed.stream()
            .filter(candidate -> candidate.version().prerelease().isEmpty())
            .filter(this::comesNear)
            .findFirst();
    if (near.isPresent()) {
      return new Resolution.Substitute(
          near.get(), ToolAdvice.substituted(tool, wanted, near.get()));
    }
    return new Resolution.Missing(ToolAdvice.missing(tool, wanted, installed));
  }

  private boolean satisfies(Installed candidate) {
    Version version = candidate.version();
    if (wanted.isEmpty()) {
      return version.prerelease().isEmpty();
    }
    OptionalInt codename = codename();
    if (codename.isPresent()) {
      return version.major() == codename.getAsInt();
    }
    return VersionRange.parse(rangeText()).map(range -> range.accepts(version)).orElse(false);
  }

  /** Python's {@code 3.13-dev} is any 3.13, pre-releases too. */
  private String rangeText() {
    if (tool == Tool.PYTHON && wanted.endsWith(DEVELOPMENT)) {
      String release = wanted.substring(0, wanted.length() - DEVELOPMENT.length());
      return "~" + release + ".0-0";
    }
    return wanted;
  }

  /** Which release is the newest cannot be known here, so the newest installed one comes near. */
  private boolean comesNear(Installed candidate) {
    String word = wanted.toLowerCase(Locale.ROOT);
    if (NEWEST.contains(word)) {
      return !word.startsWith("lts") || candidate.version().major() % 2 == 0;
    }
    OptionalInt major = wantedMajor();
    return major.isPresent() && candidate.version().major() == major.getAsInt();
  }

  private OptionalInt wantedMajor() {
    OptionalInt codename = codename();
    if (codename.isPresent() || wanted.startsWith("lts")) {
      return codename;
    }
    int start = 0;
    while (start < wanted.length() && !isDigit(wanted.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < wanted.length() && isDigit(wanted.charAt(end))) {
      end++;
    }
    return VersionText.parse(wanted.substring(start, end))
        .map(version -> OptionalInt.of(version.major()))
        .orElse(OptionalInt.empty());
  }

  /** The major of {@code lts/iron} and its like. Source: the release plan of Node.js. */
  private OptionalInt codename() {
    if (tool != Tool.NODE || !wanted.startsWith("lts/")) {
      return OptionalInt.empty();
    }
    return switch (wanted.substring("lts/".length()).toLowerCase(Locale.ROOT)) {
      case "argon" -> OptionalInt.of(4);
      case "boron" -> OptionalInt.of(6);
      case "carbon" -> OptionalInt.of(8);
      case "dubnium" -> OptionalInt.of(10);
      case "erbium" -> OptionalInt.of(12);
      case "fermium" -> OptionalInt.of(14);
      case "gallium" -> OptionalInt.of(16);
      case "hydrogen" -> OptionalInt.of(18);
      case "iron" -> OptionalInt.of(20);
      case "jod" -> OptionalInt.of(22);
      case "krypton" -> OptionalInt.of(24);
      default -> OptionalInt.empty();
    };
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
