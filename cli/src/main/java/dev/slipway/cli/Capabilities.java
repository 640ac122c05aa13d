package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What the two output streams can show.
 *
 * @param interactive standard output is a terminal whose cursor can be moved
 * @param coloured standard output shows colours
 * @param colouredErrors standard error shows colours
 * @param unicode characters beyond ASCII are shown
 */
record Capabilities(
    boolean interactive, boolean coloured, boolean colouredErrors, boolean unicode) {

  /** No terminal: ASCII lines without colours. */
  static final Capabilities NONE = new Capabilities(false, false, false, false);

  /** Looks at the process's streams and at the usual variables. */
  static Capabilities detect(Map<String, String> environment) {
    return of(environment, isTerminal(1), isTerminal(2));
  }

  static Capabilities of(Map<String, String> environment, boolean out, boolean error) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean colours = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Capabilities(out && !dumb, out && colours, error && colours, isUnicode(environment));
  }

  /** These with another wish for colours. */
  Capabilities with(ColourChoice choice) {
    return switch (choice) {
      case AUTO -> this;
      case ALWAYS -> new Capabilities(interactive, true, true, unicode);
      case NEVER -> new Capabilities(interactive, false, false, unicode);
    };
  }

  /** POSIX: the first of these that is set and not empty decides. */
  private static boolean isUnicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.endsWith("UTF-8") || locale.endsWith("UTF8");
      }
    }
    return false;
  }

  /** Whether the process talks to a person on both ends; JDK 25 answers null when it does not. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean hasConsole() {
    return System.console() != null && System.console().isTerminal();
  }

  /** Linux names the file behind a descriptor; elsewhere the console says whether it is one. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noSuchLink) {
      return hasConsole();
    }
  }
}
