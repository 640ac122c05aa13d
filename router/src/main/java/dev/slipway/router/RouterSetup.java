package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a router process is started with.
 *
 * @param http where it takes requests; with port 0 any free one, after a restart the same again
 * @param https where it takes requests over TLS
 * @param certificates for TLS, the first one for clients that name no host
 * @param state the file that its routes are kept in
 * @param admin the Unix socket on which it is told what to do
 * @param accessLog the file that gets a line for each request, if any
 */
public record RouterSetup(
    InetSocketAddress http,
    Optional<InetSocketAddress> https,
    List<TlsFiles> certificates,
    Path state,
    Path admin,
    Optional<Path> accessLog) {
  public RouterSetup {
    certificates = List.copyOf(certificates);
    if (https.isPresent() == certificates.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.USAGE, "HTTPS needs an address and at least one certificate, or neither");
    }
  }

  /** Without an access log. */
  public RouterSetup(
      InetSocketAddress http,
      Optional<InetSocketAddress> https,
      List<TlsFiles> certificates,
      Path state,
      Path admin) {
    this(http, https, certificates, state, admin, Optional.empty());
  }

  /** Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT} (every address). */
  public static InetSocketAddress address(String typed) {
    int colon = typed.lastIndexOf(':');
    if (colon < 0) {
      throw notAnAddress(typed);
    }
    String host = typed.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(typed.substring(colon + 1));
      if (host.isEmpty()) {
        return new InetSocketAddress(port);
      }
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (!address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException outOfRange) {
      // Answered below, in the user's words.
    }
    throw notAnAddress(typed);
  }

  /** The form that {@link #address} reads. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    if (host.indexOf(':') >= 0) {
      return "[" + host + "]:" + address.getPort();
    }
    return host + ":" + address.getPort();
  }

  private static SlipwayException notAnAddress(String typed) {
    return new SlipwayException(
        ErrorCode.USAGE,
        "'" + typed + "' is no address of this machine; write HOST:PORT such as 127.0.0.1:8080");
  }
}
