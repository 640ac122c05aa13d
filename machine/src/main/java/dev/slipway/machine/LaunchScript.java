package dev.slipway.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * Makes the shell's child, which says that it waits and then reads what it is to become. It has no
   * argument, which the shell has.
   */
  static String child() {
    String waits = HAS_PROC ? "cd -P /proc/self && echo \"p${PWD#/proc/}\" >&3" : "echo p0 >&3";
    return "( set --; " + waits + "\n. /dev/fd/0 )\necho \"e$?\" >&3\n";
  }

  /**
   * Makes the waiting child the program. The shell, which reads this when the child was killed a
   * moment ago, ends instead.
   *
   * @param changes what differs from the variables the shell holds, as {@link #changes} writes it
   * @param pipe where its output goes
   */
  static String become(List<String> argv, String changes, Path directory, Path pipe) {
    StringBuilder script = new StringBuilder(1024);
    script.append("[ \"$#\" = 0 ] || exit\nexec </dev/null >");
    quote(script, pipe.toString());
    script.append(" 2>&1 3>&-\ncd ");
    quote(script, directory.toString());
    script.append(" || exit 126\nunset PWD OLDPWD\n").append(changes).append("exec");
    for (String argument : argv) {
      script.append(' ');
      quote(script, argument);
    }
    return script.append('\n').toString();
  }

  /** Turns the exported variables {@code held} into {@code wanted}. */
  static String changes(Map<String, String> held, Map<String, String> wanted) {
    StringBuilder script = new StringBuilder(512);
    held.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .forEach(name -> script.append("unset ").append(name).append('\n'));
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(held.get(name))) {
            script.append("export ").append(name).append('=');
            quote(script, value);
            script.append('\n');
          }
        });
    return script.toString();
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

  /** The variables that can stay in a shell from one program to the next. */
  static Map<String, String> holdable(Map<String, String> environment) {
    Map<String, String> some = new LinkedHashMap<>(environment);
    some.keySet().removeAll(OF_CD);
    return some;
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
