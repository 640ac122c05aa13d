package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values typed as {@code name=value}. */
final class Pairs {
  private Pairs() {}

  /** The pairs of an option, in order; the last of a name counts. */
  static Map<String, String> of(String option, List<String> typed) {
    return of(option, '=', typed);
  }

  /** The pairs of an option with another sign between name and value. */
  static Map<String, String> of(String option, char between, List<String> typed) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : typed) {
      int at = pair.indexOf(between);
      if (at <= 0) {
        // The text may hold a secret: only the option is named.
        throw new SlipwayException(
            ErrorCode.USAGE, option + " wants NAME" + between + "VALUE after it");
      }
      pairs.put(pair.substring(0, at), pair.substring(at + 1));
    }
    return pairs;
  }
}
