package dev.slipway.server.git;

import dev.slipway.workflow.PushedCommit;
import dev.slipway.workflow.RepositoryFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/*
 * As GitHub documents it for `on.push.paths`: a push to a branch that was there is compared with
 * what the branch was; a new branch with the parent of the oldest commit it brings; and when there
 * are more than 1000 commits, nothing to compare with, or a tag, no diff is known and path filters
 * let everything pass.
 */
/** Finds out what one push brought: its commits, and the files that differ. */
final class PushReading {
  /** As many commits as GitHub puts into a payload. */
  private static final int MOST_COMMITS = 2048;

  private static final int MOST_COMPARED = 1000;
  private static final int MOST_CHANGES = 3000;

  /** Characters of all messages, and of all paths, that a push tells of. */
  private static final int MOST_TEXT = 1024 * 1024;

  /** What a message has in any case, so that its first line is known. */
  private static final int SHORTEST_MESSAGE = 200;

  private static final int LONGEST_MESSAGE = 64 * 1024;

  private final Repository repository;
  private final RevWalk walk;
  private final Push push;
  private int changesLeft = MOST_CHANGES;
  private int messageLeft = MOST_TEXT;
  private int pathsLeft = MOST_TEXT;

  private PushReading(Repository repository, RevWalk walk, Push push) {
    this.repository = repository;
    this.walk = walk;
    this.push = push;
  }

  /**
   * Empty when the reference does not point to a commit.
   *
   * @throws IOException when objects are missing or cannot be read
   */
  static Optional<History.PushedHistory> read(Repository repository, Push push, String server)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(true);
      return Optional.of(new PushReading(repository, walk, push).read(server));
    }
  }

  private History.PushedHistory read(String server) throws IOException {
    RevCommit head = walk.parseCommit(ObjectId.fromString(push.after()));
    Optional<RevCommit> before = before();
    List<ObjectId> fresh = ids(head, before, before.isEmpty());
    Set<ObjectId> distinct = new HashSet<>(before.isEmpty() ? fresh : ids(head, before, true));
    Optional<List<RepositoryFacts.Change>> changes = changes(head, before, fresh);
    pathsLeft = MOST_TEXT;
    List<PushedCommit> commits = new ArrayList<>();
    for (ObjectId id : fresh) {
      commits.add(commit(id, distinct.contains(id)));
    }
    Collections.reverse(commits);
    boolean forced = before.isPresent() && !isAncestor(before.get(), head);
    return new History.PushedHistory(facts(head, changes).at(server), commits, forced);
  }

  private RepositoryFacts facts(RevCommit head, Optional<List<RepositoryFacts.Change>> changes)
      throws IOException {
    RevCommit parsed = walk.parseCommit(head);
    walk.parseBody(parsed);
    return new RepositoryFacts(
        push.repository().owner(),
        push.repository().name(),
        Trunk.of(repository).substring(Constants.R_HEADS.length()),
        push.ref(),
        head.name(),
        push.before(),
        push.pusher(),
        History.facts(parsed),
        changes);
  }

  private Optional<RevCommit> before() throws IOException {
    if (push.creates()) {
      return Optional.empty();
    }
    try {
      return Optional.of(walk.parseCommit(ObjectId.fromString(push.before())));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  /** The commits the push brought, the newest first. */
  private List<ObjectId> ids(RevCommit head, Optional<RevCommit> before, boolean withoutOthers)
      throws IOException {
    walk.reset();
    walk.sort(RevSort.TOPO);
    walk.markStart(walk.parseCommit(head));
    if (before.isPresent()) {
      walk.markUninteresting(walk.parseCommit(before.get()));
    }
    if (withoutOthers) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
        if (!ref.getName().equals(push.ref()) && ref.getObjectId() != null) {
          markUninteresting(ref.getObjectId());
        }
      }
    }
    List<ObjectId> ids = new ArrayList<>();
    for (RevCommit next = walk.next();
        next != null && ids.size() < MOST_COMMITS;
        next = walk.next()) {
      ids.add(next.copy());
    }
    walk.reset();
    walk.sort(RevSort.NONE);
    return ids;
  }

  private void markUninteresting(ObjectId id) throws IOException {
    try {
      walk.markUninteresting(walk.parseCommit(id));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      // A reference to something else than a commit hides none.
    }
  }

  private boolean isAncestor(RevCommit older, RevCommit newer) throws IOException {
    walk.reset();
    return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
  }

  private PushedCommit commit(ObjectId id, boolean distinct) throws IOException {
    RevCommit commit = walk.parseCommit(id);
    walk.parseBody(commit);
    List<RepositoryFacts.Change> changes = List.of();
    if (changesLeft > 0) {
      changes = diff(parent(commit), commit.getTree(), changesLeft);
      changesLeft -= changes.size();
    }
    int longest = Math.clamp(messageLeft, SHORTEST_MESSAGE, LONGEST_MESSAGE);
    RepositoryFacts.Commit facts = History.facts(commit, longest);
    messageLeft -= facts.message().length();
    return new PushedCommit(id.name(), commit.getTree().name(), facts, distinct, changes);
  }

  /** The tree of the first parent; empty for a first commit. */
  private Optional<ObjectId> parent(RevCommit commit) throws IOException {
    if (commit.getParentCount() == 0) {
      return Optional.empty();
    }
    return Optional.of(walk.parseCommit(commit.getParent(0)).getTree().copy());
  }

  private Optional<List<RepositoryFacts.Change>> changes(
      RevCommit head, Optional<RevCommit> before, List<ObjectId> fresh) throws IOException {
    if (fresh.size() > MOST_COMPARED || push.ref().startsWith(Constants.R_TAGS)) {
      return Optional.empty();
    }
    ObjectId tree = walk.parseCommit(head).getTree().copy();
    if (before.isPresent()) {
      ObjectId old = walk.parseCommit(before.get()).getTree().copy();
      return Optional.of(diff(Optional.of(old), tree, MOST_CHANGES));
    }
    if (fresh.isEmpty() || !push.creates()) {
      return Optional.empty();
    }
    Optional<ObjectId> old = parent(walk.parseCommit(fresh.getLast()));
    return Optional.of(diff(old, tree, MOST_CHANGES));
  }

  private List<RepositoryFacts.Change> diff(Optional<ObjectId> from, ObjectId to, int most)
      throws IOException {
    List<RepositoryFacts.Change> changes = new ArrayList<>();
    try (TreeWalk tree = new TreeWalk(repository)) {
      if (from.isPresent()) {
        tree.addTree(from.get());
      } else {
        tree.addTree(new EmptyTreeIterator());
      }
      tree.addTree(to);
      tree.setRecursive(true);
      tree.setFilter(TreeFilter.ANY_DIFF);
      while (changes.size() < most && pathsLeft > 0 && tree.next()) {
        String path = tree.getPathString();
        pathsLeft -= path.length();
        changes.add(new RepositoryFacts.Change(path, kind(tree)));
      }
    }
    return changes;
  }

  private static RepositoryFacts.ChangeKind kind(TreeWalk tree) {
    if (tree.getRawMode(0) == 0) {
      return RepositoryFacts.ChangeKind.ADDED;
    }
    if (tree.getRawMode(1) == 0) {
      return RepositoryFacts.ChangeKind.REMOVED;
    }
    return RepositoryFacts.ChangeKind.MODIFIED;
  }
}
