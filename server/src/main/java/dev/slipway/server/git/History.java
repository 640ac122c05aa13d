package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.PushedCommit;
import dev.slipway.workflow.RepositoryFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What a hosted repository holds: its references, commits and files. Safe for use by many threads.
 */
public final class History {
  private static final int MOST_FILES = 500;
  private static final long LONGEST_FILE = 1024 * 1024;
  private static final int LONGEST_MESSAGE = 64 * 1024;
  private static final int LONGEST_NAME = 300;

  private final Repository repository;

  History(Repository repository) {
    this.repository = repository;
  }

  /** The default branch, without {@code refs/heads/}. */
  public String defaultBranch() {
    return Trunk.of(repository).substring(Constants.R_HEADS.length());
  }

  /** All branches and tags by full name, with the commit or tag object each points to. */
  public Map<String, String> references() {
    Map<String, String> references = new TreeMap<>();
    try {
      for (Ref ref :
          repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS)) {
        if (ref.getObjectId() != null) {
          references.put(ref.getName(), ref.getObjectId().name());
        }
      }
      return references;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The commit that a full name of a reference or 40 hexadecimal digits stand for. */
  public Optional<String> commit(String name) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id;
      if (ObjectId.isId(name)) {
        id = ObjectId.fromString(name);
      } else {
        Ref ref = repository.exactRef(name);
        if (ref == null || ref.getObjectId() == null) {
          return Optional.empty();
        }
        id = ref.getObjectId();
      }
      return Optional.of(walk.parseCommit(id).name());
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A commit's message and authors. */
  public Optional<RepositoryFacts.Commit> describe(String commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      return Optional.of(facts(walk.parseCommit(ObjectId.fromString(commit))));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static RepositoryFacts.Commit facts(RevCommit commit) {
    return facts(commit, LONGEST_MESSAGE);
  }

  /** With as much of the message as fits; a hostile one may have megabytes. */
  static RepositoryFacts.Commit facts(RevCommit commit, int longestMessage) {
    return new RepositoryFacts.Commit(
        cut(commit.getFullMessage().stripTrailing(), longestMessage),
        author(commit.getAuthorIdent()),
        author(commit.getCommitterIdent()),
        commit.getCommitterIdent().getWhenAsInstant());
  }

  private static RepositoryFacts.Author author(PersonIdent person) {
    return new RepositoryFacts.Author(
        cut(person.getName(), LONGEST_NAME), cut(person.getEmailAddress(), LONGEST_NAME));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /**
   * The texts of the files directly in a folder of a commit, by path; those longer than 1 MiB and
   * links are left out.
   */
  public Map<String, String> texts(String commit, String folder) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit at = walk.parseCommit(ObjectId.fromString(commit));
      try (TreeWalk tree = TreeWalk.forPath(repository, folder, at.getTree())) {
        if (tree == null || !tree.isSubtree()) {
          return texts;
        }
        tree.enterSubtree();
        tree.setRecursive(false);
        while (tree.next() && tree.getDepth() > 0 && texts.size() < MOST_FILES) {
          addText(tree, texts);
        }
      }
      return texts;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void addText(TreeWalk tree, Map<String, String> texts) throws IOException {
    int mode = tree.getRawMode(0);
    boolean isFile = FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
    if (!isFile) {
      return;
    }
    var file = tree.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
    if (file.getSize() <= LONGEST_FILE) {
      texts.put(tree.getPathString(), new String(file.getBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * What a push brought, as GitHub tells it.
   *
   * @param server the address people reach this server by
   * @return empty when the reference is gone or points to no commit
   */
  public Optional<PushedHistory> pushed(Push push, String server) {
    if (push.deletes()) {
      return Optional.empty();
    }
    try {
      return PushReading.read(repository, push, server);
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The facts of a commit that a reference points to, for events that change nothing.
   *
   * @throws SlipwayException NOT_FOUND when there is no such commit
   */
  public RepositoryFacts at(
      RepositoryId id, String ref, String commit, String actor, String server) {
    RepositoryFacts.Commit head =
        describe(commit)
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.NOT_FOUND, "there is no commit " + commit + " in " + id));
    return new RepositoryFacts(
            id.owner(),
            id.name(),
            defaultBranch(),
            ref,
            commit,
            commit,
            actor,
            head,
            Optional.empty())
        .at(server);
  }

  /**
   * What a push brought.
   *
   * @param commits the oldest first, as many as GitHub tells of
   * @param forced whether the reference has lost commits
   */
  public record PushedHistory(RepositoryFacts facts, List<PushedCommit> commits, boolean forced) {
    /** Copies the list. */
    public PushedHistory {
      commits = List.copyOf(commits);
    }
  }

  private SlipwayException unreadable(IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        "cannot read " + repository.getDirectory() + ": " + cause.getMessage(),
        cause);
  }
}
