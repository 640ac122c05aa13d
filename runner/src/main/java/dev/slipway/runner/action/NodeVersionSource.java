package dev.slipway.runner.action;

import java.util.List;
import java.util.Locale;

/** Where a job says which Node.js it wants, and what the words for a version mean. */
final class NodeVersionSource {
  // Names of the long-term lines; the first is major 4, each next one is two more.
  private static final List<String> LONG_TERM =
      List.of(
          "argon",
          "boron",
          "carbon",
          "dubnium",
          "erbium",
          "fermium",
          "gallium",
          "hydrogen",
          "iron",
          "jod",
          "krypton");

  private NodeVersionSource() {}

  /** The version spec; empty when nothing says one. */
  static String read(ActionContext context) {
    return context.inputs().text("node-version");
  }

  /** The versions a spec stands for. */
  static VersionRange range(String spec) {
    String word = spec.toLowerCase(Locale.ROOT);
    return VersionRange.parse(resolve(word))
        .orElseThrow(
            () -> new InputException("'" + spec + "' is no Node.js version or range of them"));
  }

  private static String resolve(String word) {
    if (word.equals("node") || word.equals("latest") || word.equals("current")) {
      return "*";
    }
    if (!word.startsWith("lts")) {
      return word;
    }
    String line = word.startsWith("lts/") ? word.substring(4) : "*";
    if (line.equals("*")) {
      return longTermMajors();
    }
    int index = LONG_TERM.indexOf(line);
    return index < 0 ? word : String.valueOf(4 + 2 * index);
  }

  private static String longTermMajors() {
    var majors = new StringBuilder();
    for (int index = 0; index < LONG_TERM.size(); index++) {
      majors.append(index == 0 ? "" : " || ").append(4 + 2 * index);
    }
    return majors.toString();
  }
}
