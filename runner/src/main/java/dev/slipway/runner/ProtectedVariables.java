package dev.slipway.runner;

import java.util.Locale;
import java.util.Set;

/**
 * Which environment variables a step may not set for the steps after it.
 *
 * <p>A value that steps hand on must not run code in programs of later steps, nor lie about the
 * run.
 */
final class ProtectedVariables {
  private static final Set<String> CODE_LOADING = Set.of("NODE_OPTIONS", "LD_PRELOAD", "BASH_ENV");

  /** What becomes of an attempt to set a variable. */
  enum Protection {
    /** It may be set. */
    NONE,
    /** Refused with an error: it makes other programs load code. */
    REFUSED,
    /** Ignored with a warning: it belongs to the run. */
    IGNORED
  }

  private ProtectedVariables() {}

  /** Compares without case, since the runner does. */
  static Protection of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (CODE_LOADING.contains(upper)) {
      return Protection.REFUSED;
    }
    if (upper.startsWith("GITHUB_") || upper.startsWith("RUNNER_")) {
      return Protection.IGNORED;
    }
    return Protection.NONE;
  }
}
