package dev.slipway.deliver.migrate;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a database is and who connects to it; never shows the password.
 *
 * @param dialect what kind it is
 * @param place the JDBC URL without user and password
 * @param user who connects; empty for the driver's default
 * @param password the password; empty for none
 */
public record DatabaseAddress(
    Dialect dialect, String place, Optional<String> user, Optional<String> password) {
  private static final int POSTGRES_PORT = 5432;
  private static final String JDBC = "jdbc:";

  /**
   * Reads a URL as applications are given it: {@code postgresql://user:password@host:port/name} or
   * {@code sqlite:///path}.
   *
   * @throws SlipwayException when it is none; the message does not repeat the password
   */
  public static DatabaseAddress parse(String url) {
    String text = url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
    int end = text.indexOf(':');
    String scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    int plus = scheme.indexOf('+');
    return switch (plus < 0 ? scheme : scheme.substring(0, plus)) {
      case "postgres", "postgresql" -> postgres(text.substring(end + 1));
      case "sqlite" -> sqlite(text.substring(end + 1));
      default ->
          throw new SlipwayException(
              ErrorCode.INVALID_INPUT,
              "A database URL begins with postgresql:// or sqlite:///, not with '" + scheme + "'");
    };
  }

  private static DatabaseAddress postgres(String rest) {
    URI uri;
    try {
      uri = new URI("postgresql:" + rest);
    } catch (URISyntaxException malformed) {
      // The exception holds the URL with its password: it is not passed on.
      throw unreadable("it holds a character that must be written as %XX");
    }
    String name = Optional.ofNullable(uri.getPath()).orElse("");
    if (uri.getHost() == null || name.length() < 2) {
      throw unreadable("it names no host or no database");
    }
    int port = uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String place =
        "jdbc:postgresql://" + uri.getHost() + ":" + port + Optional.of(uri.getRawPath()).get();
    String credentials = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
    int colon = credentials.indexOf(':');
    Optional<String> user = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
    Optional<String> password = decoded(colon < 0 ? "" : credentials.substring(colon + 1));
    return new DatabaseAddress(Dialect.POSTGRESQL, place + query, user, password);
  }

  private static DatabaseAddress sqlite(String rest) {
    String path = rest.startsWith("///") ? rest.substring(3) : rest;
    if (path.isBlank() || path.startsWith("//")) {
      throw unreadable("sqlite:///relative/path or sqlite:////absolute/path is wanted");
    }
    return new DatabaseAddress(
        Dialect.SQLITE, "jdbc:sqlite:" + path, Optional.empty(), Optional.empty());
  }

  private static Optional<String> decoded(String part) {
    // A plus is a plus in this part of a URL, and a space only in a form.
    return Optional.of(part)
        .filter(text -> !text.isEmpty())
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static SlipwayException unreadable(String why) {
    return new SlipwayException(
        ErrorCode.INVALID_INPUT,
        "The database URL cannot be read: "
            + why
            + "; its form is postgresql://user:password@host:port/name");
  }

  /** The name of the database. */
  public String name() {
    int query = place.indexOf('?');
    String path = query < 0 ? place : place.substring(0, query);
    return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
  }

  /** The same server and user, another database. */
  DatabaseAddress withName(String other) {
    int query = place.indexOf('?');
    String path = query < 0 ? place : place.substring(0, query);
    String rest = query < 0 ? "" : place.substring(query);
    String changed = path.substring(0, path.lastIndexOf('/') + 1) + other + rest;
    return new DatabaseAddress(dialect, changed, user, password);
  }

  /** Host, port and name for a person; neither user nor password nor parameters. */
  public String shown() {
    int query = place.indexOf('?');
    return (query < 0 ? place : place.substring(0, query)).substring(JDBC.length());
  }

  @Override
  public String toString() {
    return shown();
  }
}
