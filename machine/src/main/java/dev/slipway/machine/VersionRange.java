package dev.slipway.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of versions written as npm writes it: {@code 3.x}, {@code ^20.1}, {@code ~1.2}, {@code
 * >=3.9 <3.12}, {@code 1.2 - 1.4}, {@code 18 || 20}.
 *
 * <p>Source: node-semver's README, "Ranges". As there, a pre-release satisfies a range only when a
 * comparator of the same set names a pre-release of the same release.
 */
record VersionRange(List<List<Comparator>> alternatives) {
  /** One bound. */
  record Comparator(Operator operator, Version bound) {
    boolean accepts(Version version) {
      int order = version.compareTo(bound);
      return switch (operator) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUAL -> order == 0;
        case AT_LEAST -> order >= 0;
        case MORE -> order > 0;
      };
    }
  }

  enum Operator {
    LESS,
    AT_MOST,
    EQUAL,
    AT_LEAST,
    MORE
  }

  VersionRange {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** Reads a range; empty when the text is none. */
  static Optional<VersionRange> parse(String text) {
    List<List<Comparator>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|\\|", -1)) {
      Optional<List<Comparator>> comparators = parseAlternative(alternative.strip());
      if (comparators.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(comparators.get());
    }
    return Optional.of(new VersionRange(alternatives));
  }

  boolean accepts(Version version) {
    return alternatives.stream().anyMatch(comparators -> accepts(comparators, version));
  }

  private static boolean accepts(List<Comparator> comparators, Version version) {
    if (!comparators.stream().allMatch(comparator -> comparator.accepts(version))) {
      return false;
    }
    return version.prerelease().isEmpty()
        || comparators.stream()
            .map(Comparator::bound)
            .anyMatch(bound -> !bound.prerelease().isEmpty() && isSameRelease(bound, version));
  }

  private static boolean isSameRelease(Version one, Version other) {
    return one.major() == other.major()
        && one.minor() == other.minor()
        && one.patch() == other.patch();
  }

  private static Optional<List<Comparator>> parseAlternative(String text) {
    int hyphen = text.indexOf(" - ");
    if (hyphen >= 0) {
      return hyphen(text.substring(0, hyphen).strip(), text.substring(hyphen + 3).strip());
    }
    List<Comparator> comparators = new ArrayList<>();
    for (String word : joined(text)) {
      Optional<List<Comparator>> parsed = parseWord(word);
      if (parsed.isEmpty()) {
        return Optional.empty();
      }
      comparators.addAll(parsed.get());
    }
    return Optional.of(comparators);
  }

  /** Words, an operator joined with the version that follows it after spaces. */
  private static List<String> joined(String text) {
    List<String> words = new ArrayList<>();
    String pending = "";
    for (String word : text.split("[\\s,]+", -1)) {
      boolean operatorOnly = word.chars().allMatch(character -> "<>=^~".indexOf(character) >= 0);
      if (operatorOnly) {
        pending = pending + word;
      } else {
        words.add(pending + word);
        pending = "";
      }
    }
    if (!pending.isEmpty()) {
      words.add(pending);
    }
    return words;
  }

  private static Optional<List<Comparator>> hyphen(String from, String to) {
    Optional<Partial> low = Partial.parse(from);
    Optional<Partial> high = Partial.parse(to);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    List<Comparator> comparators = new ArrayList<>();
    comparators.add(new Comparator(Operator.AT_LEAST, low.get().lowest()));
    if (high.get().isWhole()) {
      comparators.add(new Comparator(Operator.AT_MOST, high.get().lowest()));
    } else if (!high.get().isAny()) {
      comparators.add(new Comparator(Operator.LESS, high.get().above()));
    }
    return Optional.of(comparators);
  }

  private static Optional<List<Comparator>> parseWord(String word) {
    int end = 0;
    while (end < word.length() && "<>=^~".indexOf(word.charAt(end)) >= 0) {
      end++;
    }
    String operator = word.substring(0, end);
    return Partial.parse(word.substring(end)).flatMap(partial -> comparators(operator, partial));
  }

  private static Optional<List<Comparator>> comparators(String operator, Partial partial) {
    Version lowest = partial.lowest();
    return switch (operator) {
      case "", "=", "==" -> Optional.of(partial.isWhole() ? only(lowest) : within(partial));
      case "^" -> Optional.of(bounded(partial, partial.nextBreaking()));
      case "~", "~>" -> Optional.of(bounded(partial, partial.nextMinor()));
      case ">=" -> Optional.of(List.of(new Comparator(Operator.AT_LEAST, lowest)));
      case "<" -> Optional.of(List.of(new Comparator(Operator.LESS, floor(lowest, partial))));
      case ">" ->
          Optional.of(
              List.of(
                  partial.isWhole()
                      ? new Comparator(Operator.MORE, lowest)
                      : new Comparator(Operator.AT_LEAST, partial.above())));
      case "<=" ->
          Optional.of(
              List.of(
                  partial.isWhole()
                      ? new Comparator(Operator.AT_MOST, lowest)
                      : new Comparator(Operator.LESS, partial.above())));
      default -> Optional.empty();
    };
  }

  private static List<Comparator> only(Version version) {
    return List.of(new Comparator(Operator.EQUAL, version));
  }

  private static List<Comparator> within(Partial partial) {
    if (partial.isAny()) {
      return List.of(new Comparator(Operator.AT_LEAST, Version.of(0, 0, 0)));
    }
    return bounded(partial, partial.above());
  }

  private static List<Comparator> bounded(Partial partial, Version above) {
    Comparator least = new Comparator(Operator.AT_LEAST, partial.lowest());
    if (partial.isAny()) {
      return List.of(least);
    }
    return List.of(least, new Comparator(Operator.LESS, above));
  }

  private static Version floor(Version lowest, Partial partial) {
    return partial.isWhole()
        ? lowest
        : new Version(lowest.major(), lowest.minor(), lowest.patch(), "0");
  }

  /** A version of which minor and patch may be left open; -1 stands for open. */
  private record Partial(int major, int minor, int patch, String prerelease) {
    static Optional<Partial> parse(String text) {
      String rest = text.startsWith("v") ? text.substring(1) : text;
      if (rest.isEmpty() || isOpen(rest)) {
        return Optional.of(new Partial(-1, -1, -1, ""));
      }
      String[] parts = rest.split("\\.", 3);
      if (parts.length >= 2 && isOpen(parts[1])) {
        return VersionText.parse(parts[0]).map(version -> new Partial(version.major(), -1, -1, ""));
      }
      if (parts.length == 3 && isOpen(parts[2])) {
        return VersionText.parse(parts[0] + "." + parts[1])
            .map(version -> new Partial(version.major(), version.minor(), -1, ""));
      }
      return VersionText.parse(rest)
          .map(
              version ->
                  new Partial(
                      version.major(),
                      parts.length < 2 ? -1 : version.minor(),
                      parts.length < 3 && version.prerelease().isEmpty() ? -1 : version.patch(),
                      version.prerelease()));
    }

    private static boolean isOpen(String part) {
      return part.equals("x") || part.equals("X") || part.equals("*");
    }

    boolean isAny() {
      return major < 0;
    }

    boolean isWhole() {
      return patch >= 0;
    }

    Version lowest() {
      return new Version(Math.max(major, 0), Math.max(minor, 0), Math.max(patch, 0), prerelease);
    }

    /** The first version above everything this leaves open. */
    Version above() {
      if (minor < 0) {
        return new Version(major + 1, 0, 0, "0");
      }
      return new Version(major, minor + 1, 0, "0");
    }

    Version nextMinor() {
      return above();
    }

    Version nextBreaking() {
      if (major > 0 || minor < 0) {
        return new Version(major + 1, 0, 0, "0");
      }
      if (minor > 0 || patch < 0) {
        return new Version(major, minor + 1, 0, "0");
      }
      return new Version(major, minor, patch + 1, "0");
    }
  }
}
