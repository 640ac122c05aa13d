package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A range of versions as npm's semver writes it: {@code 3.11}, {@code 20.x}, {@code >=3.9 <3.13},
 * {@code ^18 || ~20.1}, {@code 1.2 - 1.4}.
 */
final class VersionRange {
  private static final int LIMIT = 1000;

  /** Versions from {@code low} on and below {@code high}. */
  private record Span(Version low, Version high) {
    boolean holds(Version version) {
      return low.compareTo(version) <= 0 && version.compareTo(high) < 0;
    }

    Span and(Span other) {
      return new Span(
          low.compareTo(other.low) >= 0 ? low : other.low,
          high.compareTo(other.high) <= 0 ? high : other.high);
    }
  }

  private static final Version ZERO = Version.of(0, 0, 0);
  private static final Version TOP = Version.of(Integer.MAX_VALUE, 0, 0);
  private static final Span ANY = new Span(ZERO, TOP);

  private final List<Span> spans;
  private final boolean preReleases;

  private VersionRange(List<Span> spans, boolean preReleases) {
    this.spans = List.copyOf(spans);
    this.preReleases = preReleases;
  }

  /** Reads a range; empty when the text is none. */
  static Optional<VersionRange> parse(String text) {
    if (text.length() > LIMIT) {
      return Optional.empty();
    }
    var spans = new ArrayList<Span>();
    for (String alternative : text.split("\\|\\|", -1)) {
      Optional<Span> span = parseAlternative(alternative.strip());
      if (span.isEmpty()) {
        return Optional.empty();
      }
      spans.add(span.get());
    }
    return Optional.of(new VersionRange(spans, false));
  }

  /** The same range, pre-releases included. */
  VersionRange withPreReleases() {
    return new VersionRange(spans, true);
  }

  boolean holds(Version version) {
    if (!version.isRelease() && !preReleases && !namesExactly(version)) {
      return false;
    }
    return spans.stream().anyMatch(span -> span.holds(version));
  }

  private boolean namesExactly(Version version) {
    return spans.stream().anyMatch(span -> span.low().equals(version));
  }

  /** The major version every version of the range shares, if there is one named. */
  OptionalInt major() {
    return spans.stream()
        .filter(span -> span.low().compareTo(ZERO) > 0)
        .mapToInt(span -> span.low().major())
        .max();
  }

  private static Optional<Span> parseAlternative(String text) {
    int dash = text.indexOf(" - ");
    if (dash >= 0) {
      return hyphen(text.substring(0, dash).strip(), text.substring(dash + 3).strip());
    }
    Span whole = ANY;
    for (String part : joinOperators(text)) {
      Optional<Span> span = comparator(part);
      if (span.isEmpty()) {
        return span;
      }
      whole = whole.and(span.get());
    }
    return Optional.of(whole);
  }

  // ">= 3.9" and ">=3.9" are the same.
  private static List<String> joinOperators(String text) {
    var parts = new ArrayList<String>();
    String pending = "";
    for (String word : text.split("[\\s,]+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (word.chars().allMatch(c -> "<>=~^".indexOf(c) >= 0)) {
        pending += word;
      } else {
        parts.add(pending + word);
        pending = "";
      }
    }
    if (!pending.isEmpty()) {
      parts.add(pending);
    }
    return parts;
  }

  private static Optional<Span> hyphen(String low, String high) {
    return plain(low).flatMap(first -> plain(high).map(last -> new Span(first.low(), last.high())));
  }

  private static Optional<Span> comparator(String part) {
    int end = 0;
    while (end < part.length() && "<>=~^".indexOf(part.charAt(end)) >= 0) {
      end++;
    }
    String operator = part.substring(0, end);
    String version = part.substring(end);
    return plain(version).flatMap(span -> apply(operator, span, version));
  }

  private static Optional<Span> apply(String operator, Span span, String version) {
    return switch (operator) {
      case "", "=", "==" -> Optional.of(span);
      case ">=" -> Optional.of(new Span(span.low(), TOP));
      case ">" -> Optional.of(new Span(span.high(), TOP));
      case "<" -> Optional.of(new Span(ZERO, span.low()));
      case "<=" -> Optional.of(new Span(ZERO, span.high()));
      case "^" -> Optional.of(new Span(span.low(), caretTop(span.low())));
      case "~", "~>", "~=" -> Optional.of(new Span(span.low(), tildeTop(span.low(), version)));
      default -> Optional.empty();
    };
  }

  private static Version caretTop(Version low) {
    if (low.major() > 0) {
      return Version.of(low.major() + 1, 0, 0);
    }
    return low.minor() > 0 ? Version.of(0, low.minor() + 1, 0) : Version.of(0, 0, low.patch() + 1);
  }

  private static Version tildeTop(Version low, String written) {
    if (written.indexOf('.') < 0) {
      return Version.of(low.major() + 1, 0, 0);
    }
    return Version.of(low.major(), low.minor() + 1, 0);
  }

  /** What a version without operator stands for: {@code 3.11} is every 3.11.z. */
  private static Optional<Span> plain(String text) {
    String bare = text.startsWith("v") ? text.substring(1) : text;
    if (bare.isEmpty() || isWildcard(bare)) {
      return Optional.of(ANY);
    }
    String[] parts = bare.split("\\.", 3);
    Optional<Version> low = Version.parse(withoutWildcards(parts));
    if (low.isEmpty() || !isWellFormed(parts) || low.get().pre().indexOf('.') == 0) {
      return Optional.empty();
    }
    Version from = low.get();
    if (parts.length < 2 || isWildcard(parts[1])) {
      return Optional.of(new Span(from, Version.of(from.major() + 1, 0, 0)));
    }
    if (parts.length < 3 || isWildcard(parts[2])) {
      return Optional.of(new Span(from, Version.of(from.major(), from.minor() + 1, 0)));
    }
    return Optional.of(new Span(from, Version.of(from.major(), from.minor(), from.patch() + 1)));
  }

  private static boolean isWellFormed(String[] parts) {
    for (String part : parts) {
      if (part.isEmpty() || !(isWildcard(part) || Character.isDigit(part.charAt(0)))) {
        return false;
      }
    }
    return true;
  }

  private static String withoutWildcards(String[] parts) {
    var kept = new StringBuilder();
    for (String part : parts) {
      if (isWildcard(part)) {
        break;
      }
      kept.append(kept.isEmpty() ? "" : ".").append(part);
    }
    return kept.toString();
  }

  private static boolean isWildcard(String part) {
    return part.equals("x") || part.equals("X") || part.equals("*");
  }
}
