package dev.slipway.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text that makes a {@link Launcher}'s shell start one process. */
final class LaunchScript {
  /** Names that dash gives a meaning of its own, or that it checks. */
  private static final Set<String> SPECIAL = Set.of("OPTIND", "LINENO", "PPID", "_");

  /** Where there is no /proc, the process id is found by asking for the shell's child. */
  static final boolean HAS_PROC = Files.isDirectory(Path.of("/proc/self"));

  private LaunchScript() {}

  /** Whether a shell can hold every name of an environment. */
  static boolean canExport(Map<String, String> environment) {
    return environment.keySet().stream().allMatch(LaunchScript::isExportable);
  }

  /** Whether a shell can hold a name and gives it no meaning of its own. */
  static boolean isExportable(String name) {
    return isIdentifier(name) && !SPECIAL.contains(name);
  }

  static String of(List<String> argv, Map<String, String> environment, Path directory, Path pipe) {
    StringBuilder script = new StringBuilder(4096);
    script.append(HAS_PROC ? "( cd -P /proc/self && echo p${PWD#/proc/} >&3\ncd " : "( cd ");
    quote(script, directory.toString());
    script.append(" || exit 126\nunset PWD OLDPWD F PATH\n");
    environment.forEach(
        (name, value) -> {
          script.append("export ").append(name).append('=');
          quote(script, value);
          script.append('\n');
        });
    script.append("exec");
    for (String argument : argv) {
      script.append(' ');
      quote(script, argument);
    }
    script.append(" 3>&-\n) </dev/null >");
    quote(script, pipe.toString());
    return script.append(" 2>&1\necho e$? >&3\n").toString();
  }

  /** Adds a text as one word of a shell, whatever is in it. */
  static void quote(StringBuilder script, String text) {
    script.append('\'');
    int from = 0;
    int quote = text.indexOf('\'');
    while (quote >= 0) {
      script.append(text, from, quote).append("'\\''");
      from = quote + 1;
      quote = text.indexOf('\'', from);
    }
    script.append(text, from, text.length()).append('\'');
  }

  private static boolean isIdentifier(String name) {
    if (name.isEmpty() || isDigit(name.charAt(0))) {
      return false;
    }
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      if (!isLetter(character) && !isDigit(character) && character != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
