package dev.slipway.workflow;

import java.util.Optional;

/** What {@code defaults.run} says for the run steps below it. */
public record Defaults(Optional<Template> shell, Optional<Template> workingDirectory) {
  /** No defaults. */
  public static final Defaults NONE = new Defaults(Optional.empty(), Optional.empty());
}
