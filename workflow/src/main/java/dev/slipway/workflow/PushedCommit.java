package dev.slipway.workflow;

import java.util.List;

/**
 * One commit of a push.
 *
 * @param id 40 hexadecimal digits
 * @param tree the id of its tree
 * @param distinct whether no other branch had it before
 * @param changes against its first parent, as far as they were looked at
 */
public record PushedCommit(
    String id,
    String tree,
    RepositoryFacts.Commit commit,
    boolean distinct,
    List<RepositoryFacts.Change> changes) {
  public PushedCommit {
    changes = List.copyOf(changes);
  }
}
