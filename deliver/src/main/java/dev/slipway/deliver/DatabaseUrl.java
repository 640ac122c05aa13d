package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a database is, in the forms that programs want. */
public sealed interface DatabaseUrl {
  /** The form that applications read, with the password. */
  SettingValue url();

  /** The form of JDBC, without user and password. */
  String jdbc();

  /** What components may read of it, by name. */
  Map<String, SettingValue> outputs();

  /**
   * A database of PostgreSQL (the URLs of libpq, PostgreSQL's manual 34.1.1.2).
   *
   * @param parameters what stands behind the question mark; empty for nothing
   */
  record Postgres(
      String host, int port, String database, String user, Secret password, String parameters)
      implements DatabaseUrl {
    private static final int PORT = 5432;

    @Override
    public SettingValue url() {
      if (password.isEmpty()) {
        return SettingValue.open(url(""));
      }
      return SettingValue.partly(url(":" + encoded(password.reveal())), url(":***"));
    }

    private String url(String secret) {
      String behind = parameters.isEmpty() ? "" : "?" + parameters;
      return "postgresql://" + encoded(user) + secret + "@" + place() + behind;
    }

    private String place() {
      String name = host.contains(":") ? "[" + host + "]" : host;
      return name + ":" + port + "/" + encoded(database);
    }

    /** Parameters that pgjdbc names as libpq does are kept; others mean nothing to it. */
    @Override
    public String jdbc() {
      StringBuilder kept = new StringBuilder();
      for (String parameter : parameters.split("&", -1)) {
        if (parameter.startsWith("ssl") || parameter.startsWith("options=")) {
          kept.append(kept.isEmpty() ? '?' : '&').append(parameter);
        }
      }
      return "jdbc:postgresql://" + place() + kept;
    }

    @Override
    public Map<String, SettingValue> outputs() {
      Map<String, SettingValue> outputs = new LinkedHashMap<>();
      outputs.put("url", url());
      outputs.put("host", SettingValue.open(host));
      outputs.put("port", SettingValue.open(Integer.toString(port)));
      outputs.put("name", SettingValue.open(database));
      outputs.put("user", SettingValue.open(user));
      outputs.put("password", SettingValue.hidden(password));
      return outputs;
    }

    private static Postgres parse(String text) {
      try {
        URI uri = new URI(text);
        String path = uri.getRawPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
          throw unreadable();
        }
        String login = uri.getRawUserInfo() == null ? "postgres" : uri.getRawUserInfo();
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String secret = colon < 0 ? "" : login.substring(colon + 1);
        String host = uri.getHost().replace("[", "").replace("]", "");
        return new Postgres(
            host,
            uri.getPort() < 0 ? PORT : uri.getPort(),
            decoded(path.substring(1)),
            decoded(user),
            Secret.of(decoded(secret)),
            uri.getRawQuery() == null ? "" : uri.getRawQuery());
      } catch (URISyntaxException | IllegalArgumentException wrong) {
        throw unreadable();
      }
    }
  }

  /**
   * A file of SQLite.
   *
   * @param file absolute
   */
  record Sqlite(Path file) implements DatabaseUrl {
    /** Three slashes and the path, which begins with a fourth, as SQLAlchemy has it. */
    @Override
    public SettingValue url() {
      return SettingValue.open("sqlite:///" + file);
    }

    @Override
    public String jdbc() {
      return "jdbc:sqlite:" + file;
    }

    @Override
    public Map<String, SettingValue> outputs() {
      return Map.of("url", url(), "name", SettingValue.open(file.toString()));
    }
  }

  /**
   * Reads {@code postgresql://}, {@code postgres://} or {@code sqlite:///}; the fault for any other
   * text does not quote it, because it may hold a password.
   */
  static DatabaseUrl parse(String text) {
    if (text.startsWith("sqlite:///")) {
      return new Sqlite(Path.of(text.substring("sqlite:///".length())).toAbsolutePath());
    }
    if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
      return Postgres.parse(text);
    }
    throw unreadable();
  }

  private static SlipwayException unreadable() {
    return new SlipwayException(
        ErrorCode.INVALID_INPUT,
        "the address of the database is not postgresql://USER:PASSWORD@HOST:PORT/NAME; special"
            + " characters of the password have to be percent-encoded");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
