package dev.slipway.runner;

/**
 * Something a step built and vouches for by its digest, from {@code GITHUB_ARTIFACTS}.
 *
 * @param name a file's name, or an image reference without its digest
 * @param digest {@code sha256:} (384, 512) and lower-case hex
 */
record ArtifactSubject(String name, String digest, Kind kind) {
  /** What was built. */
  enum Kind {
    FILE("file"),
    OCI("oci");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word in {@code GITHUB_ARTIFACTS_LIST}. */
    String text() {
      return text;
    }
  }
}
