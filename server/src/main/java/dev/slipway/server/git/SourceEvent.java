package dev.slipway.server.git;

import dev.slipway.store.Event;

/**
 * What happened to the repositories of a server: the reasons why workflows run. {@code
 * docs/journal.md} describes them field by field.
 */
public sealed interface SourceEvent extends Event {
  /** A repository was made. */
  record RepositoryAdded(RepositoryId repository) implements SourceEvent {}

  /**
   * A reference of a repository moved.
   *
   * @param found whether it was found at the start of the server: whoever pushed did not hear that
   *     it was recorded
   */
  record PushReceived(Push push, boolean found) implements SourceEvent {}
}
