package dev.slipway.deliver.build;

/**
 * Ends the build of a component; it never leaves this package, {@link BuildOutcome.Failed} does.
 */
final class BuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String component;

  BuildFailure(String component, String reason) {
    super(reason);
    this.component = component;
  }

  BuildOutcome.Failed outcome() {
    return new BuildOutcome.Failed(component, String.valueOf(getMessage()));
  }
}
