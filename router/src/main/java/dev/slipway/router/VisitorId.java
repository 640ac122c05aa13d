package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * The stable id of a visitor: PostHog's distinct id from its tracing header or its cookie, else the
 * id that the router itself gave.
 */
final class VisitorId {
  static final String COOKIE = "slipway_id";

  private static final AsciiString HEADER = AsciiString.cached("x-posthog-distinct-id");
  private static final String POSTHOG_COOKIE_START = "ph_";
  private static final String POSTHOG_COOKIE_END = "_posthog";

  /** {@code "distinct_id":"} as it stands in the percent-encoded JSON of the cookie. */
  private static final String DISTINCT_ID = "%22distinct_id%22%3A%22";

  private static final int LONGEST = 200;

  private VisitorId() {}

  static @Nullable String of(HttpHeaders headers) {
    String tracing = headers.get(HEADER);
    if (tracing != null && !tracing.isEmpty() && tracing.length() <= LONGEST) {
      return tracing;
    }
    String cookies = headers.get(HttpHeaderNames.COOKIE);
    if (cookies == null) {
      return null;
    }
    String posthog = posthog(cookies);
    if (posthog != null) {
      return posthog;
    }
    String own = cookie(cookies, COOKIE);
    if (own == null || own.isEmpty() || own.length() > LONGEST) {
      return null;
    }
    return own;
  }

  /** The value of a cookie, or null. */
  static @Nullable String cookie(@Nullable String cookies, String name) {
    if (cookies == null) {
      return null;
    }
    int from = 0;
    while (from < cookies.length()) {
      int end = endOfPair(cookies, from);
      int start = skipSpaces(cookies, from, end);
      if (cookies.startsWith(name + "=", start)) {
        return cookies.substring(start + name.length() + 1, end).strip();
      }
      from = end + 1;
    }
    return null;
  }

  private static @Nullable String posthog(String cookies) {
    int from = 0;
    while (from < cookies.length()) {
      int end = endOfPair(cookies, from);
      int start = skipSpaces(cookies, from, end);
      int equals = cookies.indexOf('=', start);
      if (equals > 0
          && equals < end
          && cookies.startsWith(POSTHOG_COOKIE_START, start)
          && cookies.startsWith(POSTHOG_COOKIE_END, equals - POSTHOG_COOKIE_END.length())) {
        return distinctId(cookies.substring(equals + 1, end));
      }
      from = end + 1;
    }
    return null;
  }

  private static @Nullable String distinctId(String value) {
    int at = value.indexOf(DISTINCT_ID);
    if (at < 0) {
      return null;
    }
    int start = at + DISTINCT_ID.length();
    int end = value.indexOf("%22", start);
    if (end <= start || end - start > LONGEST) {
      return null;
    }
    return percentDecoded(value.substring(start, end));
  }

  private static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return java.net.URLDecoder.decode(
          text.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  private static int endOfPair(String cookies, int from) {
    int end = cookies.indexOf(';', from);
    if (end < 0) {
      return cookies.length();
    }
    return end;
  }

  private static int skipSpaces(String cookies, int from, int end) {
    int start = from;
    while (start < end && cookies.charAt(start) == ' ') {
      start++;
    }
    return start;
  }
}
