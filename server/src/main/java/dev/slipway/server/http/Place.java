package dev.slipway.server.http;

/** Where a role holds: in all of the server, in a repository, or in one of its environments. */
public sealed interface Place {
  /** All of the server. */
  record Server() implements Place {}

  /** A repository with all its environments. */
  record Repository(String owner, String name) implements Place {}

  /** An environment of a repository. */
  record Environment(String owner, String name, String environment) implements Place {
    /** The repository it belongs to. */
    public Repository repository() {
      return new Repository(owner, name);
    }
  }

  /** All of the server. */
  static Place server() {
    return new Server();
  }
}
