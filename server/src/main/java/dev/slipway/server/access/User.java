package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Somebody who may come in, or might once. */
public record User(String name, Instant joined, Optional<Instant> removed, List<Grant> grants) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,37}[a-z0-9])?");

  /** Names that the journal uses for what no person did. */
  private static final Set<String> TAKEN = Set.of("slipway", "nobody", "anonymous", "system");

  /** Copies. */
  public User {
    grants = List.copyOf(grants);
  }

  /**
   * The name as it is kept.
   *
   * @throws SlipwayException INVALID_INPUT when nobody can be called so
   */
  static String checkName(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "a user's name has 1 to 39 small letters, digits, dots, dashes and underscores, and is"
              + " not one of "
              + String.join(", ", TAKEN.stream().sorted().toList()));
    }
    return name;
  }
}
