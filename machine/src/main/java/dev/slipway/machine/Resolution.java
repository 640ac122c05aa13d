package dev.slipway.machine;

/** What this machine has for a version that was asked for. */
public sealed interface Resolution {
  /** An installed release that satisfies the version asked for. */
  record Exact(Installed installed) implements Resolution {}

  /** Not installed, but another release of the same major is; the warning says so. */
  record Substitute(Installed installed, String warning) implements Resolution {}

  /** Nothing that comes near; the message says how to get it. */
  record Missing(String message) implements Resolution {}
}
