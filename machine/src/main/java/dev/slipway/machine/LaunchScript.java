package dev.slipway.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The text that makes a {@link Launcher}'s shell start one process. */
final class LaunchScript {
  /** Names that dash gives a meaning of its own, or that it checks. */
  private static final Set<String> SPECIAL = Set.of("OPTIND", "LINENO", "PPID", "_");

  /** Names that every {@code cd} of dash sets. */
  private static final Set<String> OF_CD = Set.of("PWD", "OLDPWD");

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

  /**
   * Makes the shell's child, which says that it waits and then reads what it is to become. It has
   * no argument, which the shell has.
   */
  static String child() {
    String waits = HAS_PROC ? "cd -P /proc/self && echo \"p${PWD#/proc/}\" >&3" : "echo p0 >&3";
    return "( set --; " + waits + "\n. /dev/fd/0 )\necho \"e$?\" >&3\n";
  }

  /**
   * Makes the waiting child the program. The shell, which reads this when the child was killed a
   * moment ago, ends instead.
   *
   * @param changes makes the shell's variables those of the program
   * @param pipe where its output goes
   */
  static String become(ProgramStart start, String changes, Path pipe) {
    StringBuilder script = new StringBuilder(1024);
    script.append("[ \"$#\" = 0 ] || exit\nexec </dev/null >");
    quote(script, pipe.toString());
    script.append(" 2>&1 3>&-\ncd ");
    quote(script, start.directory().toString());
    script.append(" || exit 126\nunset PWD OLDPWD\n").append(changes);
    for (String name : OF_CD) {
      String value = start.environment().get(name);
      if (value != null) {
        export(script, name, value);
      }
    }
    export(script, Owner.VARIABLE, start.marker());
    script.append("exec");
    for (String argument : start.argv()) {
      script.append(' ');
      quote(script, argument);
    }
    return script.append('\n').toString();
  }

  /**
   * Turns the exported variables {@code held} into {@code wanted}; empty when the shell cannot hold
   * one of them.
   */
  static Optional<String> changes(Map<String, String> held, Map<String, String> wanted) {
    StringBuilder script = new StringBuilder(512);
    int kept = 0;
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      String before = held.get(each.getKey());
      if (before != null) {
        kept++;
      } else if (!isExportable(each.getKey())) {
        return Optional.empty();
      }
      if (!each.getValue().equals(before)) {
        export(script, each.getKey(), each.getValue());
      }
    }
    if (kept < held.size()) {
      held.keySet().stream()
          .filter(name -> !wanted.containsKey(name))
          .forEach(name -> script.append("unset ").append(name).append('\n'));
    }
    return Optional.of(script.toString());
  }

  private static void export(StringBuilder script, String name, String value) {
    script.append("export ").append(name).append('=');
    quote(script, value);
    script.append('\n');
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
