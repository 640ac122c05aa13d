package dev.slipway.router;

import java.nio.file.Path;
import java.util.Map;

/**
 * One file of a static site as it can be sent.
 *
 * @param encodings the precompressed forms there are, by the name HTTP has for the encoding
 * @param etag strong, in its quotes; from the content, so that it is the same in every release
 * @param immutable whether its name changes with its content
 */
record SiteFile(
    Path path,
    long length,
    Map<String, Encoded> encodings,
    String contentType,
    String etag,
    boolean immutable) {
  /** Identity of a year, RFC 8246; anything else is asked for again each time. */
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  static final String ASK_AGAIN = "no-cache";

  /** A precompressed form. */
  record Encoded(Path path, long length) {}

  SiteFile {
    encodings = Map.copyOf(encodings);
  }

  String cacheControl() {
    if (immutable) {
      return FOR_EVER;
    }
    return ASK_AGAIN;
  }
}
