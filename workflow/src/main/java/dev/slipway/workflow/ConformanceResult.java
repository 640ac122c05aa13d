package dev.slipway.workflow;

/**
 * How one case of a conformance folder ended.
 *
 * @param name the file and the place of the case in it
 * @param failure what differed, empty when the case passed
 */
public record ConformanceResult(String name, String failure) {
  /** Whether the case passed. */
  public boolean passed() {
    return failure.isEmpty();
  }

  static ConformanceResult pass(String name) {
    return new ConformanceResult(name, "");
  }

  static ConformanceResult failed(String name, String failure) {
    return new ConformanceResult(name, failure);
  }
}
