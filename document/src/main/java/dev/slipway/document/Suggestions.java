package dev.slipway.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person probably meant by a word nobody knows: the closest known one. */
public final class Suggestions {
  private static final int LONGEST = 64;
  private static final int BEGINNING = 3;

  private Suggestions() {}

  /**
   * The known word nearest to this one, if it is near enough to be a slip: at most a third of its
   * letters inserted, dropped, changed or swapped, or the rest of it missing. Case, {@code -} and
   * {@code _} count for nothing.
   */
  public static Optional<String> closest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(word);
    String best = null;
    int bestDistance = Math.max(1, plain.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(plain, plain(candidate));
      if (plain.length() >= BEGINNING && plain(candidate).startsWith(plain)) {
        distance = Math.min(distance, 1);
      }
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A sentence for {@link Problem#withHint}: "did you mean 'x'?", or what is allowed, or null. */
  static @Nullable String hint(String word, Collection<String> known) {
    Optional<String> closest = closest(word, known);
    if (closest.isPresent()) {
      return "did you mean '" + closest.get() + "'?";
    }
    if (known.isEmpty() || known.size() > 40) {
      return null;
    }
    return "known here: " + String.join(", ", known);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** The optimal string alignment distance: edits and swaps of neighbours. */
  private static int distance(String left, String right) {
    int[] older = new int[right.length() + 1];
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        boolean same = left.charAt(row - 1) == right.charAt(column - 1);
        int changed = previous[column - 1] + (same ? 0 : 1);
        int edited = 1 + Math.min(previous[column], current[column - 1]);
        current[column] = Math.min(changed, edited);
        if (isSwap(left, right, row, column)) {
          current[column] = Math.min(current[column], older[column - 2] + 1);
        }
      }
      int[] reused = older;
      older = previous;
      previous = current;
      current = reused;
    }
    return previous[right.length()];
  }

  private static boolean isSwap(String left, String right, int row, int column) {
    return row > 1
        && column > 1
        && left.charAt(row - 1) == right.charAt(column - 2)
        && left.charAt(row - 2) == right.charAt(column - 1);
  }
}
