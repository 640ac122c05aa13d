package dev.slipway.machine;

import java.util.Optional;

/** Owner and name of a repository on a forge, as in {@code octo/cat}. */
public record RepositoryName(String owner, String name) {
  @Override
  public String toString() {
    return owner + "/" + name;
  }

  /** The last two parts of a remote's URL: https, ssh, scp-like or a path. */
  static Optional<RepositoryName> ofUrl(String url) {
    String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    path = path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
    String[] parts = path.split("[/:]", -1);
    if (parts.length < 2 || parts[parts.length - 1].isEmpty()) {
      return Optional.empty();
    }
    String owner = parts[parts.length - 2];
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RepositoryName(owner, parts[parts.length - 1]));
  }
}
