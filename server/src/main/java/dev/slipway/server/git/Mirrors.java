package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.workflow.RepositoryFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Repositories that follow one on another server. What is fetched lies apart, where nobody sees it,
 * until a reference is moved to it; a move is recorded as a push. Safe for use by many threads.
 */
public final class Mirrors {
  /** Where fetched references lie. */
  static final String INCOMING = "refs/incoming/";

  private static final List<String> SPECS =
      List.of("+refs/heads/*:" + INCOMING + "heads/*", "+refs/tags/*:" + INCOMING + "tags/*");

  private final Repositories repositories;
  private final PushRecord record;

  /** Mirrors among these repositories; their moves go to the record. */
  public Mirrors(Repositories repositories, PushRecord record) {
    this.repositories = repositories;
    this.record = record;
  }

  /**
   * Fetches all branches and tags; moves none.
   *
   * @param header a header of HTTP that gives access
   * @throws SlipwayException MACHINE with what git said when it fails
   */
  public void fetch(RepositoryId id, String source, Optional<String> header) {
    repositories.open(id);
    Git.fetch(source, header, repositories.folder(id), SPECS);
  }

  /** Takes all that was fetched as it is; nothing follows from that, as it is no push. */
  public void adopt(RepositoryId id) {
    OpenRepository repository = repositories.open(id);
    repository.moving().lock();
    try {
      List<Push> moves = new ArrayList<>();
      for (Ref ref : repository.files().getRefDatabase().getRefsByPrefix(INCOMING)) {
        String name = Constants.R_REFS + ref.getName().substring(INCOMING.length());
        String before = current(repository.files(), name);
        if (ref.getObjectId() != null && !before.equals(ref.getObjectId().name())) {
          Push move = new Push(id, name, before, ref.getObjectId().name(), "mirror");
          update(repository.files(), move);
          moves.add(move);
        }
      }
      record.addQuietly(repository, moves);
    } catch (IOException e) {
      throw failed(id, e);
    } finally {
      repository.moving().unlock();
    }
  }

  /**
   * Moves a reference as it was moved on the other server, after its commits were fetched. One that
   * comes late, when the reference is further already, changes nothing.
   *
   * @param told the move as the other server tells of it
   * @return whether it moved
   * @throws SlipwayException NOT_FOUND when its commit was not fetched
   */
  public boolean move(Push told) {
    OpenRepository repository = repositories.open(told.repository());
    repository.moving().lock();
    try {
      String current = current(repository.files(), told.ref());
      if (current.equals(told.after()) || isLate(repository.files(), told, current)) {
        return false;
      }
      Push move = new Push(told.repository(), told.ref(), current, told.after(), told.pusher());
      update(repository.files(), move);
      record.add(repository, List.of(move));
      return true;
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "the commit " + told.after() + " of " + told.ref() + " is not there to be fetched",
          e);
    } catch (IOException e) {
      throw failed(told.repository(), e);
    } finally {
      repository.moving().unlock();
    }
  }

  private static boolean isLate(Repository files, Push told, String current) throws IOException {
    boolean fits = told.before().equals(current);
    if (fits || told.deletes() || current.equals(RepositoryFacts.NO_COMMIT)) {
      return false;
    }
    try (RevWalk walk = new RevWalk(files)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(told.after())),
          walk.parseCommit(ObjectId.fromString(current)));
    }
  }

  private static String current(Repository files, String name) throws IOException {
    Ref ref = files.exactRef(name);
    return ref == null || ref.getObjectId() == null
        ? RepositoryFacts.NO_COMMIT
        : ref.getObjectId().name();
  }

  private static void update(Repository files, Push move) throws IOException {
    RefUpdate update = files.updateRef(move.ref());
    update.setForceUpdate(true);
    RefUpdate.Result result;
    if (move.deletes()) {
      result = update.delete();
    } else {
      ObjectId after = ObjectId.fromString(move.after());
      if (!files.getObjectDatabase().has(after)) {
        throw new MissingObjectException(after, Constants.OBJ_COMMIT);
      }
      update.setNewObjectId(after);
      result = update.update();
    }
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException(move.ref() + " did not move: " + result);
    }
  }

  private static SlipwayException failed(RepositoryId id, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE,
        "cannot move the references of " + id + ": " + cause.getMessage(),
        cause);
  }
}
