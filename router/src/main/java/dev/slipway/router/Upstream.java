package dev.slipway.router;

/**
 * Where one instance of an application listens.
 *
 * @param host a host name or an address (IPv6 without brackets)
 * @param port 1 to 65535
 */
public record Upstream(String host, int port) {
  public Upstream {
    if (!Labels.isHost(host) || host.startsWith("*")) {
      throw Labels.invalid("upstream host", host, "give a lower-case host name or an address");
    }
    if (port < 1 || port > 65_535) {
      throw Labels.invalid("port", Integer.toString(port), "give a number from 1 to 65535");
    }
  }

  /** Reads {@code HOST:PORT} or {@code [IPV6]:PORT}. */
  public static Upstream parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw Labels.invalid("upstream", text, "write HOST:PORT");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Upstream(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw Labels.invalid("upstream", text, "write HOST:PORT with a port from 1 to 65535");
    }
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    if (host.indexOf(':') >= 0) {
      return "[" + host + "]:" + port;
    }
    return host + ":" + port;
  }
}
