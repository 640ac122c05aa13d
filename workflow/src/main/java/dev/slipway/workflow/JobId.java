package dev.slipway.workflow;

/** The key of a job in its workflow, as written; GitHub compares them without regard to case. */
public record JobId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
