package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Transaction;
import dev.slipway.workflow.RepositoryFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;

/**
 * Where every reference was when its last move was recorded. A move, the entry about it and what
 * follows from it commit together. Safe for use by many threads.
 *
 * <p>Git moves the reference first, so a crash in between leaves a difference; {@link #reconcile}
 * finds it and records the move as a push that nobody has seen yet.
 */
public final class PushRecord {
  private static final String UNKNOWN_PUSHER = "unknown";

  private final Repositories repositories;
  private final Database database;
  private final DatabaseJournal journal;
  private final PushListener listener;

  /** A record whose listener says what follows from a push. */
  public PushRecord(
      Repositories repositories,
      Database database,
      DatabaseJournal journal,
      PushListener listener) {
    this.repositories = repositories;
    this.database = database;
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * Records all moves that no one has recorded, of all repositories, and removes what a killed
   * server has left in them; answers with the moves. To be called before pushes are received.
   */
  public List<Push> reconcile() {
    List<Push> found = new ArrayList<>();
    for (HostedRepository each : repositories.list()) {
      OpenRepository repository = repositories.open(each.id());
      repository.moving().lock();
      try {
        Leftovers.remove(repositories.folder(each.id()));
        List<Push> missed = missed(repository);
        if (!missed.isEmpty()) {
          add(repository, missed, true);
        }
        found.addAll(missed);
      } finally {
        repository.moving().unlock();
      }
    }
    return found;
  }

  /** Records moves that have just happened; the caller holds the repository's lock. */
  void add(OpenRepository repository, List<Push> pushes) {
    add(repository, pushes, false);
  }

  /** Records moves of which nothing follows; the caller holds the repository's lock. */
  void addQuietly(OpenRepository repository, List<Push> pushes) {
    String trunk = Trunk.adopt(repository.files(), pushes);
    database.write(
        transaction -> {
          setTrunk(transaction, repository.id(), trunk);
          pushes.forEach(push -> set(transaction, push));
          return pushes.size();
        });
  }

  private void add(OpenRepository repository, List<Push> pushes, boolean found) {
    String trunk = Trunk.adopt(repository.files(), pushes);
    List<PushListener.Effect> effects = new ArrayList<>();
    pushes.forEach(push -> effects.add(listener.prepare(push)));
    database.write(
        transaction -> {
          setTrunk(transaction, repository.id(), trunk);
          for (int i = 0; i < pushes.size(); i++) {
            add(transaction, pushes.get(i), effects.get(i), found);
          }
          return pushes.size();
        });
  }

  private void add(Transaction transaction, Push push, PushListener.Effect effect, boolean found) {
    set(transaction, push);
    effect.apply(
        transaction,
        journal.append(
            transaction,
            Draft.of(
                push.pusher(),
                "repository/" + push.repository(),
                new SourceEvent.PushReceived(push, found))));
  }

  private static void set(Transaction transaction, Push push) {
    if (push.deletes()) {
      transaction.update(
          "delete from repository_ref where owner = ? and name = ? and ref = ?",
          push.repository().owner(),
          push.repository().name(),
          push.ref());
    } else {
      transaction.update(
          """
          insert into repository_ref (owner, name, ref, object) values (?, ?, ?, ?)
          on conflict (owner, name, ref) do update set object = excluded.object
          """,
          push.repository().owner(),
          push.repository().name(),
          push.ref(),
          push.after());
    }
  }

  private static void setTrunk(Transaction transaction, RepositoryId id, String trunk) {
    transaction.update(
        "update repository set default_branch = ? where owner = ? and name = ?",
        trunk.substring(Constants.R_HEADS.length()),
        id.owner(),
        id.name());
  }

  private List<Push> missed(OpenRepository repository) {
    RepositoryId id = repository.id();
    Map<String, String> known = known(id);
    Map<String, String> there = there(repository);
    Set<String> names = new HashSet<>(known.keySet());
    names.addAll(there.keySet());
    List<Push> missed = new ArrayList<>();
    for (String name : names.stream().sorted().toList()) {
      String before = known.getOrDefault(name, RepositoryFacts.NO_COMMIT);
      String after = there.getOrDefault(name, RepositoryFacts.NO_COMMIT);
      if (!before.equals(after)) {
        missed.add(new Push(id, name, before, after, UNKNOWN_PUSHER));
      }
    }
    return missed;
  }

  private Map<String, String> known(RepositoryId id) {
    Map<String, String> known = new HashMap<>();
    database.read(
        transaction ->
            transaction.list(
                "select ref, object from repository_ref where owner = ? and name = ?",
                row -> known.put(row.text("ref"), row.text("object")),
                id.owner(),
                id.name()));
    return known;
  }

  private static Map<String, String> there(OpenRepository repository) {
    Map<String, String> there = new HashMap<>();
    try {
      for (Ref ref : repository.files().getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
        if (ref.getObjectId() != null && !ref.getName().startsWith(Mirrors.INCOMING)) {
          there.put(ref.getName(), ref.getObjectId().name());
        }
      }
      return there;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "cannot read the references of " + repository.id() + ": " + e.getMessage(),
          e);
    }
  }
}
