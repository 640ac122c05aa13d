package dev.slipway.machine;

/** What a look at the machine found; the advice is empty where a package is all it takes. */
record Probe(boolean present, String detail, String advice) {
  static Probe present(String detail) {
    return new Probe(true, detail, "");
  }

  static Probe missing(String detail) {
    return new Probe(false, detail, "");
  }

  Probe advising(String text) {
    return new Probe(present, detail, text);
  }

  /** Both of them. */
  Probe and(Probe other) {
    if (!present) {
      return this;
    }
    if (!other.present) {
      return other;
    }
    return present(detail + ", " + other.detail);
  }
}
