package dev.slipway.deliver.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of files as in {@code .gitignore}: {@code *} and {@code ?} within a name, {@code **}
 * over folders, no slash for any depth, and a folder stands for all below it.
 */
final class FilePatterns {
  private final List<Pattern> patterns = new ArrayList<>();

  private FilePatterns() {}

  static FilePatterns of(List<String> texts) {
    FilePatterns all = new FilePatterns();
    for (String text : texts) {
      all.patterns.add(compile(text.strip()));
    }
    return all;
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  boolean match(String path) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(path).matches()) {
        return true;
      }
    }
    return false;
  }

  private static Pattern compile(String text) {
    String glob = text.startsWith("./") ? text.substring(2) : text;
    while (glob.endsWith("/")) {
      glob = glob.substring(0, glob.length() - 1);
    }
    StringBuilder regex = new StringBuilder();
    if (glob.indexOf('/') < 0) {
      regex.append("(?:.*/)?");
    } else if (glob.startsWith("/")) {
      glob = glob.substring(1);
    }
    int at = 0;
    while (at < glob.length()) {
      at = translate(glob, at, regex);
    }
    return Pattern.compile(regex.append("(?:/.*)?").toString(), Pattern.DOTALL);
  }

  private static int translate(String glob, int at, StringBuilder regex) {
    if (glob.startsWith("**/", at)) {
      regex.append("(?:.*/)?");
      return at + 3;
    }
    if (glob.startsWith("**", at)) {
      regex.append(".*");
      return at + 2;
    }
    switch (glob.charAt(at)) {
      case '*' -> regex.append("[^/]*");
      case '?' -> regex.append("[^/]");
      default -> regex.append(Pattern.quote(glob.substring(at, at + 1)));
    }
    return at + 1;
  }
}
