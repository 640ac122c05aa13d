package dev.slipway.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a {@code run:} script becomes a command line.
 *
 * <p>Templates are those of GitHub's runner (ScriptHandlerHelpers): without {@code shell:} bash
 * runs with {@code -e} only, an explicit {@code shell: bash} adds {@code --noprofile --norc} and
 * {@code -o pipefail}.
 *
 * @param command the program to run, not yet resolved against PATH
 * @param arguments with <code>{0}</code> where the script's path goes
 * @param extension of the script file, with its dot
 * @param framing what is put around the user's text
 */
record Shell(String command, List<String> arguments, String extension, Framing framing) {

  /** What some shells need around the text so that a failure is noticed. */
  enum Framing {
    NONE,
    POWERSHELL
  }

  private static final String SCRIPT = "{0}";

  Shell {
    arguments = List.copyOf(arguments);
  }

  /** The shell of a step that names none: bash, or sh where there is no bash. */
  static Shell unnamed(boolean bashInstalled) {
    String command = bashInstalled ? "bash" : "sh";
    return new Shell(command, List.of("-e", SCRIPT), ".sh", Framing.NONE);
  }

  /** The shell a step names, or why there is none. */
  static Named named(String shell) {
    return switch (shell.strip()) {
      case "bash" ->
          found("bash", List.of("--noprofile", "--norc", "-e", "-o", "pipefail", SCRIPT), ".sh");
      case "sh" -> found("sh", List.of("-e", SCRIPT), ".sh");
      case "python" -> found("python", List.of(SCRIPT), ".py");
      case "pwsh" ->
          new Named.Found(
              new Shell("pwsh", List.of("-command", ". '{0}'"), ".ps1", Framing.POWERSHELL));
      case "cmd", "powershell" ->
          new Named.Refused("shell '" + shell.strip() + "' exists on Windows runners only");
      default -> custom(shell.strip());
    };
  }

  private static Named found(String command, List<String> arguments, String extension) {
    return new Named.Found(new Shell(command, arguments, extension, Framing.NONE));
  }

  private static Named custom(String template) {
    if (!template.contains(SCRIPT)) {
      return new Named.Refused(
          "shell '"
              + template
              + "' is none of bash, sh, python, pwsh, and a command of your own must hold {0} where"
              + " the script's path goes");
    }
    Optional<List<String>> words = words(template);
    if (words.isEmpty()) {
      return new Named.Refused("shell '" + template + "' has an unclosed quote");
    }
    List<String> all = words.get();
    return found(all.getFirst(), all.subList(1, all.size()), extensionFor(all.getFirst()));
  }

  private static String extensionFor(String command) {
    String name = command.substring(command.lastIndexOf('/') + 1);
    return switch (name) {
      case "bash", "sh", "dash", "zsh", "ksh" -> ".sh";
      case "python", "python3" -> ".py";
      case "pwsh" -> ".ps1";
      default -> "";
    };
  }

  /** Splits at blanks outside single and double quotes; empty when a quote stays open. */
  static Optional<List<String>> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      return Optional.empty();
    }
    if (inWord) {
      words.add(word.toString());
    }
    return Optional.of(words);
  }

  /** The text of the script file. */
  String script(String text) {
    return switch (framing) {
      case NONE -> text.endsWith("\n") ? text : text + "\n";
      case POWERSHELL ->
          "$ErrorActionPreference = 'stop'\n"
              + text
              + "\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n";
    };
  }

  /** The command line that runs the script file. */
  List<String> commandLine(Path script) {
    List<String> line = new ArrayList<>(arguments.size() + 1);
    line.add(command);
    for (String argument : arguments) {
      line.add(argument.replace(SCRIPT, script.toString()));
    }
    return line;
  }

  /** A shell, or why there is none of that name. */
  sealed interface Named {
    record Found(Shell shell) implements Named {}

    record Refused(String reason) implements Named {}
  }
}
