package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host and path of a request, in the forms of RFC 9112, 3.2. */
final class RequestTarget {
  private static final String SCHEME = "http://";
  private static final String TLS_SCHEME = "https://";

  private RequestTarget() {}

  /** Whether the target has one of the forms that a server serves, without stray characters. */
  static boolean isValid(HttpRequest request) {
    String uri = request.uri();
    if (uri.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS);
    }
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 127 || c == '#') {
        return false;
      }
    }
    if (uri.startsWith("/")) {
      return true;
    }
    int authority = schemeLength(uri);
    if (authority == 0) {
      return false;
    }
    String host = uri.substring(authority, endOfAuthority(uri, authority));
    return !host.isEmpty() && isAuthority(host);
  }

  /** Whether a text may stand in a Host header: a name or address, perhaps with a port. */
  static boolean isAuthority(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fine =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~%:[]!$&'()*+;=".indexOf(c) >= 0;
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  /** Turns an absolute target into a path, with its authority as the Host header (3.2.2). */
  static void normalise(HttpRequest request) {
    String uri = request.uri();
    int authority = schemeLength(uri);
    if (authority == 0) {
      return;
    }
    int end = endOfAuthority(uri, authority);
    request.headers().set(HttpHeaderNames.HOST, uri.substring(authority, end));
    String path = uri.substring(end);
    if (!path.startsWith("/")) {
      path = "/" + path;
    }
    request.setUri(path);
  }

  /** The host of a Host header in lower case, without port; empty when there is none. */
  static String hostOf(@Nullable String header) {
    if (header == null) {
      return "";
    }
    int end = header.length();
    int colon = header.lastIndexOf(':');
    if (colon > header.lastIndexOf(']')) {
      end = colon;
    }
    for (int i = 0; i < end; i++) {
      char c = header.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return header.substring(0, end).toLowerCase(Locale.ROOT);
      }
    }
    return header.substring(0, end);
  }

  private static int schemeLength(String uri) {
    if (uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return SCHEME.length();
    }
    if (uri.regionMatches(true, 0, TLS_SCHEME, 0, TLS_SCHEME.length())) {
      return TLS_SCHEME.length();
    }
    return 0;
  }

  private static int endOfAuthority(String uri, int from) {
    for (int i = from; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return uri.length();
  }
}
