package dev.slipway.deliver;

import dev.slipway.document.Position;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code env.example}: the variables a component reads, with values fit for a developer's
 * machine.
 *
 * @param declared names with a line {@code NAME=...}, also one that is commented out, and where
 * @param mentioned names that comments speak of
 */
record EnvTemplate(Map<String, Position> declared, Set<String> mentioned) {
  static final String FILE = "env.example";

  private static final Pattern LINE =
      Pattern.compile("^\\s*(?:#\\s?)?(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*");
  private static final Pattern WORD =
      Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{3,})\\b");

  /** Reads a text; any text is one. */
  static EnvTemplate parse(String file, String text) {
    Map<String, Position> declared = new LinkedHashMap<>();
    Set<String> mentioned = new LinkedHashSet<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        declared.putIfAbsent(matcher.group(1), new Position(file, number, matcher.start(1) + 1));
      }
      int comment = line.indexOf('#');
      if (comment >= 0) {
        Matcher word = WORD.matcher(line.substring(comment));
        while (word.find()) {
          mentioned.add(word.group(1));
        }
      }
    }
    return new EnvTemplate(declared, mentioned);
  }

  boolean knows(String name) {
    return declared.containsKey(name) || mentioned.contains(name);
  }
}
