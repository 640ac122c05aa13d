package dev.slipway.server;

import dev.slipway.deliver.Project;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Folders;
import dev.slipway.machine.Git;
import dev.slipway.server.git.History;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.work.WorkFolders;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The delivery project of every repository that has one: a checkout of its default branch, whose
 * controller works in this process. Safe for use by many threads.
 */
final class Deliveries implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.slipway.server");
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final WorkFolders folders;
  private final Repositories repositories;
  private final DatabaseJournal journal;
  private final OwnProgram program;
  private final InstantSource clock;
  private final Map<RepositoryId, ProjectController> open = new ConcurrentHashMap<>();
  private final Map<RepositoryId, Lock> locks = new ConcurrentHashMap<>();
  private final Map<RepositoryId, String> heads = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread looking;

  /**
   * The projects of a server.
   *
   * @param program starts routers; its variables are those of the projects
   */
  Deliveries(
      WorkFolders folders,
      Repositories repositories,
      DatabaseJournal journal,
      OwnProgram program,
      InstantSource clock) {
    this.folders = folders;
    this.repositories = repositories;
    this.journal = journal;
    this.program = program;
    this.clock = clock;
    this.looking = Thread.ofVirtual().name("deliveries").start(this::look);
  }

  /** The project of a repository, whether it is there yet or not. */
  Project project(RepositoryId id) {
    return new Project(folders.project(id), program.environment(), clock);
  }

  /** Takes up the deployments that an earlier server left under way, of all repositories. */
  void resume() {
    Thread.ofVirtual()
        .name("deliveries resume")
        .start(() -> repositories.list().forEach(each -> ifDeliverable(each.id())));
  }

  /** The entries of a repository's deployments. */
  Journal journal(RepositoryId id) {
    return new ScopedJournal(journal, "delivery/" + id);
  }

  /**
   * Brings a project to the head of the default branch of its repository, which alone says how it
   * is delivered; makes it if it is not there.
   */
  void refresh(RepositoryId id) {
    Lock lock = locks.computeIfAbsent(id, each -> new ReentrantLock());
    lock.lock();
    try {
      History history = repositories.history(id);
      Optional<String> head = history.commit("refs/heads/" + history.defaultBranch());
      if (head.isPresent() && !head.equals(Optional.ofNullable(heads.get(id)))) {
        checkOut(id, head.get());
        heads.put(id, head.get());
      }
    } finally {
      lock.unlock();
    }
    of(id);
  }

  private void checkOut(RepositoryId id, String commit) {
    Path root = project(id).root();
    if (Files.isDirectory(root.resolve(".git"))) {
      Git.find(root).orElseThrow().moveTo(commit);
      return;
    }
    Path fresh = root.resolveSibling(id.name() + ".new");
    try {
      Folders.delete(fresh);
      Git.checkOut(repositories.folder(id), commit, Optional.empty(), fresh);
      Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot make " + root + ": " + e, e);
    }
  }

  /**
   * The controller of a repository's project, which is opened if it was not; empty when the
   * repository has nothing to deliver.
   */
  Optional<ProjectController> of(RepositoryId id) {
    ProjectController known = open.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Project project = project(id);
    if (!project.isDeclared() || project.delivery().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(open.computeIfAbsent(id, each -> open(each, project)));
  }

  private ProjectController open(RepositoryId id, Project project) {
    project.prepareStateFolder();
    markAsServed(project.stateFolder());
    // What a command asks to end here is everything of its project, never the server.
    return ProjectController.open(project, journal(id), program, all -> end(id, all));
  }

  /**
   * As {@link #of}, for those who look at many: a repository whose slipway.yaml is wrong, which its
   * runs say, has nothing to show.
   */
  Optional<ProjectController> ifDeliverable(RepositoryId id) {
    try {
      return of(id);
    } catch (SlipwayException e) {
      LOG.log(System.Logger.Level.WARNING, id + " cannot be delivered: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** While the server is down no command may start a controller with a journal of its own. */
  private static void markAsServed(Path stateFolder) {
    Path mark = stateFolder.resolve(ControllerStart.SERVED);
    try {
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MACHINE, "cannot make " + mark + ": " + e, e);
    }
  }

  private void end(RepositoryId id, boolean withAll) {
    if (!withAll) {
      return;
    }
    Thread.ofVirtual()
        .name("end of " + id)
        .start(
            () ->
                Optional.ofNullable(open.remove(id))
                    .ifPresent(
                        controller -> {
                          try (controller) {
                            controller.stopAll();
                          }
                        }));
  }

  private void look() {
    try {
      while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        open.values().forEach(Deliveries::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(ProjectController controller) {
    try {
      controller.controller().look();
    } catch (SlipwayException e) {
      // One project's trouble, which its deployments say, is not that of the others.
    }
  }

  /** Ends the controllers; what is deployed goes on. */
  @Override
  public void close() {
    ended.countDown();
    try {
      looking.join(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.values().forEach(ProjectController::close);
    open.clear();
  }
}
