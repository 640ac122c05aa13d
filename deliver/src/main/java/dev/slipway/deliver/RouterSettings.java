package dev.slipway.deliver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the router of a project listens.
 *
 * @param http {@code HOST:PORT} for plain HTTP; port 0 for a free one
 * @param https {@code HOST:PORT} for TLS, which needs certificates
 */
public record RouterSettings(
    Address http, Optional<Address> https, List<Certificate> certificates) {
  /** What a project without the section has. */
  public static final RouterSettings DEFAULT =
      new RouterSettings(new Address("127.0.0.1", 8080), Optional.empty(), List.of());

  /** Copies the list. */
  public RouterSettings {
    certificates = List.copyOf(certificates);
  }

  /** Where it listens. */
  public record Address(String host, int port) {
    /** Refuses what is no port. */
    public Address {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }

    /** Reads {@code HOST:PORT} or {@code [V6]:PORT}; empty for anything else. */
    static Optional<Address> parse(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 1 || colon == text.length() - 1 || text.length() - colon > 6) {
        return Optional.empty();
      }
      String port = text.substring(colon + 1);
      boolean sound = port.chars().allMatch(digit -> digit >= '0' && digit <= '9');
      if (!sound || Integer.parseInt(port) > 65_535) {
        return Optional.empty();
      }
      return Optional.of(new Address(text.substring(0, colon), Integer.parseInt(port)));
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A certificate chain and its key, both PEM files, relative to the project. */
  public record Certificate(Path chain, Path key) {}
}
