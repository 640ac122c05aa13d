package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The secrets of a command line: {@code --secret NAME} takes the value from the environment or asks
 * for it, {@code --secret NAME=value} has it, {@code --secret-file} names a dotenv file. A value
 * never appears in an error text.
 */
final class SecretArguments {
  private final Session session;
  private final Function<String, Optional<String>> prompt;

  /**
   * Reads secrets for a session.
   *
   * @param prompt asks a person for the secret of that name without echoing it; empty when there is
   *     nobody to ask
   */
  SecretArguments(Session session, Function<String, Optional<String>> prompt) {
    this.session = session;
    this.prompt = prompt;
  }

  /** Asks on the console of this process. */
  @SuppressWarnings("SystemConsoleNull")
  static Optional<String> askOnConsole(String name) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("%s: ", name);
    if (typed == null) {
      return Optional.empty();
    }
    return Optional.of(new String(typed));
  }

  /** All secrets the arguments name; single ones win over those of files. */
  Map<String, Secret> read(Arguments arguments) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (String file : arguments.values("--secret-file")) {
      fromFile(file).forEach((name, value) -> secrets.put(checked(name), Secret.of(value)));
    }
    for (String typed : arguments.values("--secret")) {
      int equals = typed.indexOf('=');
      if (equals < 0) {
        secrets.put(checked(typed), Secret.of(found(typed)));
      } else {
        secrets.put(checked(typed.substring(0, equals)), Secret.of(typed.substring(equals + 1)));
      }
    }
    return secrets;
  }

  private String found(String name) {
    return session
        .variable(name)
        .or(() -> prompt.apply(name))
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.INVALID_INPUT,
                    "--secret "
                        + name
                        + ": the environment has no variable of that name; export it, or put it"
                        + " into a file for --secret-file"));
  }

  private Map<String, String> fromFile(String typed) {
    Path file = session.resolve(typed);
    if (!Files.isRegularFile(file)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "--secret-file " + typed + ": there is no such file");
    }
    try {
      return DotEnv.parse(typed, Files.readString(file));
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "--secret-file " + typed + ": cannot be read as UTF-8 text",
          unreadable);
    }
  }

  /** GitHub's rules for the names of secrets. */
  private static String checked(String name) {
    boolean wellFormed =
        !name.isEmpty()
            && !Character.isDigit(name.charAt(0))
            && name.chars().allMatch(SecretArguments::isNameCharacter);
    if (!wellFormed) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "the name of a secret is letters, digits and '_', and begins with no digit");
    }
    if (name.toUpperCase(Locale.ROOT).startsWith("GITHUB_") && !name.equals("GITHUB_TOKEN")) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "the name of a secret must not begin with GITHUB_: " + name);
    }
    return name;
  }

  private static boolean isNameCharacter(int character) {
    return character < 0x80 && (Character.isLetterOrDigit(character) || character == '_');
  }
}
