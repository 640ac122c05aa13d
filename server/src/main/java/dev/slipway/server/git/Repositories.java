package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Migrations;
import dev.slipway.store.Row;
import dev.slipway.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * The repositories of a server: a row of the database each, and a bare repository on the disk. Safe
 * for use by many threads.
 */
public final class Repositories implements AutoCloseable {
  /** How the tables of this package come to be. */
  public static final Migrations TABLES =
      Migrations.of("git", Repositories.class, "001_repositories.sql");

  private static final String TRUNK = "main";

  private final Path root;
  private final Database database;
  private final DatabaseJournal journal;
  private final Map<RepositoryId, OpenRepository> open = new ConcurrentHashMap<>();

  /** Those below a folder, {@code OWNER/NAME.git} each. */
  public Repositories(Path root, Database database, DatabaseJournal journal) {
    OwnSettings.install();
    this.root = root.toAbsolutePath().normalize();
    this.database = database;
    this.journal = journal;
  }

  /**
   * Makes an empty repository.
   *
   * @param by who wants it
   * @throws SlipwayException INVALID_INPUT when there is one whose name differs in case at most
   */
  public HostedRepository create(RepositoryId id, String by, Instant now) {
    database.write(
        transaction -> {
          refuseTaken(transaction, id);
          transaction.update(
              """
              insert into repository (owner, name, default_branch, created)
              values (?, ?, ?, ?)
              """,
              id.owner(),
              id.name(),
              TRUNK,
              now);
          return journal.append(
              transaction, Draft.of(by, "repository/" + id, new SourceEvent.RepositoryAdded(id)));
        });
    open(id);
    return new HostedRepository(id, TRUNK, now);
  }

  private static void refuseTaken(Transaction transaction, RepositoryId id) {
    for (HostedRepository other : list(transaction)) {
      if (other.id().isLike(id)) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "there is a repository " + other.id() + " already");
      }
    }
  }

  /** All of them, by name. */
  public List<HostedRepository> list() {
    return database.read(Repositories::list);
  }

  private static List<HostedRepository> list(Transaction transaction) {
    return transaction.list(
        "select owner, name, default_branch, created from repository order by owner, name",
        Repositories::repository);
  }

  private static HostedRepository repository(Row row) {
    return new HostedRepository(
        new RepositoryId(row.text("owner"), row.text("name")),
        row.text("default_branch"),
        row.instant("created"));
  }

  /** One of them. */
  public Optional<HostedRepository> find(RepositoryId id) {
    return database.read(
        transaction ->
            transaction.first(
                """
                select owner, name, default_branch, created
                from repository where owner = ? and name = ?
                """,
                Repositories::repository,
                id.owner(),
                id.name()));
  }

  /** What one of them holds. */
  public History history(RepositoryId id) {
    return new History(open(id).files());
  }

  /** The folder of a repository, which git can clone from. */
  public Path folder(RepositoryId id) {
    return root.resolve(id.owner()).resolve(id.name() + ".git");
  }

  /**
   * One of them, opened; its folder is made if a crash has kept it from being made.
   *
   * @throws SlipwayException NOT_FOUND when there is none
   */
  OpenRepository open(RepositoryId id) {
    OpenRepository known = open.get(id);
    if (known != null) {
      return known;
    }
    if (find(id).isEmpty()) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "there is no repository " + id);
    }
    return open.computeIfAbsent(
        id, each -> new OpenRepository(each, files(folder(each)), new ReentrantLock()));
  }

  private static Repository files(Path folder) {
    try {
      Repository repository =
          new RepositoryBuilder().setGitDir(folder.toFile()).setBare().setMustExist(false).build();
      if (!Files.exists(folder.resolve(Constants.HEAD))) {
        Files.createDirectories(folder);
        repository.create(true);
        StoredConfig config = repository.getConfig();
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("core", null, "logallrefupdates", false);
        config.save();
        repository.updateRef(Constants.HEAD, true).link(Constants.R_HEADS + TRUNK);
      }
      return repository;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot open the repository in " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    open.values().forEach(each -> each.files().close());
    open.clear();
  }
}
