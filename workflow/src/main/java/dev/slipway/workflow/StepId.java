package dev.slipway.workflow;

/** The id of a step in its job: the user's, or a generated one that begins with {@code __}. */
public record StepId(String value) {
  /** Whether the id was generated, so that no expression can name it. */
  public boolean isGenerated() {
    return value.startsWith("__");
  }

  @Override
  public String toString() {
    return value;
  }
}
