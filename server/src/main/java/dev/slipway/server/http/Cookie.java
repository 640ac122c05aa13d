package dev.slipway.server.http;

import java.time.Duration;

/**
 * A cookie that scripts cannot read and other sites cannot send along with a form.
 *
 * @param lifetime how long it stays; zero removes it, a negative one ends with the browser
 * @param secure whether it goes over TLS only
 */
public record Cookie(String name, String value, Duration lifetime, boolean secure) {
  /** The cookie of a session. */
  public static final String SESSION = "slipway_session";

  /** The cookie that the token of a form belongs to before anybody is signed in. */
  static final String FORM = "slipway_form";

  Header header() {
    StringBuilder text = new StringBuilder(name).append('=').append(value);
    text.append("; Path=/; HttpOnly; SameSite=Lax");
    if (!lifetime.isNegative()) {
      text.append("; Max-Age=").append(lifetime.toSeconds());
    }
    if (secure) {
      text.append("; Secure");
    }
    return new Header("Set-Cookie", text.toString());
  }
}
