package dev.slipway.server.http;

import java.util.ArrayList;
import java.util.List;

/** The headers that keep a browser from doing with our answers what we do not want. */
final class SecurityHeaders {
  private static final Header POLICY =
      new Header(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
              + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
              + "frame-ancestors 'none'; base-uri 'none'");

  /** What is no page runs nothing, whatever a browser takes it for. */
  private static final Header POLICY_OF_FILES =
      new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");

  private static final List<Header> ALWAYS =
      List.of(
          new Header("X-Content-Type-Options", "nosniff"),
          new Header("Referrer-Policy", "same-origin"),
          new Header("X-Frame-Options", "DENY"),
          new Header("Cross-Origin-Opener-Policy", "same-origin"),
          new Header("Cross-Origin-Resource-Policy", "same-origin"),
          new Header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"));

  private SecurityHeaders() {}

  static List<Header> of(Response response, boolean secure) {
    List<Header> headers = new ArrayList<>(ALWAYS);
    headers.add(response.bare() instanceof Response.Html ? POLICY : POLICY_OF_FILES);
    if (secure) {
      headers.add(new Header("Strict-Transport-Security", "max-age=31536000"));
    }
    if (response.headers().stream()
        .noneMatch(each -> each.name().equalsIgnoreCase("Cache-Control"))) {
      headers.add(new Header("Cache-Control", "no-store"));
    }
    return headers;
  }
}
