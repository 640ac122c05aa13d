package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a problem matcher's configuration says, checked by the runner's rules ({@code
 * IssueMatcher.cs}).
 *
 * @param owner names it; a later matcher of the same owner replaces it, whatever the case
 * @param severity used when no group tells it; empty means error
 * @param fromPath used when no group tells it
 */
record MatcherDefinition(
    String owner, String severity, String fromPath, List<ProblemPattern> patterns) {
  /**
   * Copies and checks.
   *
   * @throws SlipwayException when a rule is broken
   */
  MatcherDefinition {
    patterns = List.copyOf(patterns);
    check(!owner.isEmpty(), "Owner must not be empty");
    check(
        isSeverity(severity),
        "Matcher '" + owner + "' contains unexpected default severity '" + severity + "'");
    check(!patterns.isEmpty(), "Matcher '" + owner + "' does not contain any patterns");
    Set<ProblemPattern.Part> told = EnumSet.noneOf(ProblemPattern.Part.class);
    for (int index = 0; index < patterns.size(); index++) {
      checkLoop(patterns.get(index), index, patterns.size());
      checkGroups(patterns.get(index), told);
    }
    check(told.contains(ProblemPattern.Part.MESSAGE), "At least one pattern must set 'message'");
  }

  boolean isOwnedBy(String name) {
    return owner.equalsIgnoreCase(name);
  }

  private static boolean isSeverity(String severity) {
    return switch (severity.toLowerCase(Locale.ROOT)) {
      case "", "error", "warning", "notice" -> true;
      default -> false;
    };
  }

  private static void checkLoop(ProblemPattern pattern, int index, int count) {
    if (!pattern.loop()) {
      return;
    }
    check(
        index > 0 && index == count - 1,
        "Only the last pattern in a multiline matcher may set 'loop'");
    check(
        pattern.groups().containsKey(ProblemPattern.Part.MESSAGE),
        "The loop pattern must set 'message'");
  }

  private static void checkGroups(ProblemPattern pattern, Set<ProblemPattern.Part> told) {
    int groups = pattern.regexp().groupCount();
    for (ProblemPattern.Part part : ProblemPattern.Part.values()) {
      Integer group = pattern.groups().get(part);
      if (group == null) {
        continue;
      }
      check(told.add(part), "The property '" + part.key() + "' is set twice");
      check(
          group >= 0 && group <= groups,
          "The property '" + part.key() + "' is set to " + group + " which is out of range");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new SlipwayException(ErrorCode.INVALID_DOCUMENT, otherwise);
    }
  }
}
