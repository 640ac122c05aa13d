package dev.slipway.router;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a static site answers: a head, and a body that is a part of a file or a text.
 *
 * @param status of HTTP
 * @param headers in order, without the length
 */
record SiteReply(int status, Map<String, String> headers, Body body) {
  /** What follows the head. */
  sealed interface Body {
    /** How many bytes there are, also when a HEAD request does not get them. */
    long length();

    /** Nothing, and no length either where the status allows none. */
    record None() implements Body {
      @Override
      public long length() {
        return 0;
      }
    }

    /** A text that is made up on the spot. */
    record Text(String text) implements Body {
      @Override
      public long length() {
        return bytes().length;
      }

      byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    }

    /** A part of a file. */
    record Stretch(Path path, long offset, long length) implements Body {}
  }

  SiteReply {
    headers = Map.copyOf(headers);
  }

  static SiteReply text(int status, String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "text/plain; charset=utf-8");
    headers.put("cache-control", "no-store");
    return new SiteReply(status, headers, new Body.Text(text + "\n"));
  }
}
