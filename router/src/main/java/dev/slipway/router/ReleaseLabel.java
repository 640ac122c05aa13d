package dev.slipway.router;

/** What the router calls a release: in its counters, its log and its events. */
public record ReleaseLabel(String value) {
  /** Printable ASCII without spaces, quotes and backslashes; 1 to 128 characters. */
  public ReleaseLabel {
    if (!Labels.isLabel(value, 128)) {
      throw Labels.invalid(
          "release label", value, "use 1 to 128 printable ASCII characters without spaces, quotes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
