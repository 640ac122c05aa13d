package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/**
 * Where a role holds: in all of the server, in a repository, or in one of its environments.
 *
 * <p>Its text is {@code *}, {@code owner/name} or {@code owner/name@environment}.
 */
public sealed interface Place {
  /** All of the server. */
  record Server() implements Place {
    @Override
    public String text() {
      return "*";
    }

    @Override
    public boolean covers(Place other) {
      return true;
    }
  }

  /** A repository with all its environments. */
  record Repository(String owner, String name) implements Place {
    @Override
    public String text() {
      return owner + "/" + name;
    }

    @Override
    public boolean covers(Place other) {
      return switch (other) {
        case Server _ -> false;
        case Repository repository -> repository.equals(this);
        case Environment environment -> environment.repository().equals(this);
      };
    }
  }

  /** An environment of a repository. */
  record Environment(String owner, String name, String environment) implements Place {
    /** The repository it belongs to. */
    public Repository repository() {
      return new Repository(owner, name);
    }

    @Override
    public String text() {
      return owner + "/" + name + "@" + environment;
    }

    @Override
    public boolean covers(Place other) {
      return other.equals(this);
    }
  }

  /** How it is written. */
  String text();

  /** Whether {@code other} lies in it, or is it. */
  boolean covers(Place other);

  /** All of the server. */
  static Place server() {
    return new Server();
  }

  /**
   * The place of a text.
   *
   * @throws SlipwayException INVALID_INPUT when it is none
   */
  static Place parse(String text) {
    if (text.equals("*")) {
      return new Server();
    }
    int slash = text.indexOf('/');
    int at = text.indexOf('@', slash + 1);
    String name = at < 0 ? text.substring(slash + 1) : text.substring(slash + 1, at);
    if (slash < 1 || name.isEmpty() || name.indexOf('/') >= 0 || at == text.length() - 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "'" + text + "' is no place; write *, owner/name or owner/name@environment");
    }
    String owner = text.substring(0, slash);
    return at < 0
        ? new Repository(owner, name)
        : new Environment(owner, name, text.substring(at + 1));
  }
}
