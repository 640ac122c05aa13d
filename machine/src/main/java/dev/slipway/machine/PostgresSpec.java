package dev.slipway.machine;

import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL server that is wanted.
 *
 * @param version a version or image tag such as {@code 15} or {@code 16.2-alpine}; empty for any
 * @param user the superuser's name
 * @param password the superuser's password over TCP; empty when every connection is trusted
 * @param database a database to create besides {@code postgres}, owned by the user
 * @param port the port on 127.0.0.1; one that {@link Ports} promised
 * @param initdbArguments further arguments of initdb; each distinct list has a template of its own
 */
public record PostgresSpec(
    Optional<String> version,
    String user,
    Optional<String> password,
    String database,
    int port,
    List<String> initdbArguments) {
  private static final int HIGHEST_PORT = 65_535;

  /** Names may hold anything but a zero character. */
  public PostgresSpec {
    initdbArguments = List.copyOf(initdbArguments);
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    if (user.isEmpty() || database.isEmpty()) {
      throw new IllegalArgumentException("PostgreSQL needs a user and a database");
    }
    if ((user + database + password.orElse("")).indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A zero character in a name or password");
    }
  }

  /** The password is never shown. */
  @Override
  public String toString() {
    return "PostgresSpec[" + user + "@127.0.0.1:" + port + "/" + database + "]";
  }
}
