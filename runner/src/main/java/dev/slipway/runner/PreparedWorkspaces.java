package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.WorkspaceCopy;
import dev.slipway.runner.action.WorkspaceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Copies of the working tree, made ahead while jobs get their toolchains and services. Safe for use
 * by several threads.
 */
final class PreparedWorkspaces implements WorkspaceSource {
  private static final Duration LONGEST_COPY = Duration.ofMinutes(5);

  private final Git git;
  private final String repositoryName;
  private final Lifetime lifetime;
  private final Queue<FutureTask<Path>> copies = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> copying = new ConcurrentLinkedQueue<>();

  PreparedWorkspaces(Git git, String repositoryName, Lifetime lifetime) {
    this.git = git;
    this.repositoryName = repositoryName;
    this.lifetime = lifetime;
  }

  /** Starts so many copies. */
  void prepare(int count) {
    for (int i = 0; i < count; i++) {
      FutureTask<Path> copy =
          new FutureTask<>(
              () -> {
                Path folder = lifetime.folder(CacheFolders.work(), "copy").resolve("tree");
                WorkspaceCopy.make(git, folder);
                return folder;
              });
      copies.add(copy);
      copying.add(Thread.ofVirtual().name("workspace copy").start(copy));
    }
  }

  /** Waits for copies that no job took, so that nothing writes there any more. */
  void awaitCopies() {
    try {
      for (Thread each : copying) {
        each.join(LONGEST_COPY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Path repository() {
    return git.root();
  }

  @Override
  public String repositoryName() {
    return repositoryName;
  }

  @Override
  public Map<String, Path> localRepositories() {
    return Map.of();
  }

  @Override
  public void materialise(Path target) {
    FutureTask<Path> ahead = copies.poll();
    if (ahead == null) {
      WorkspaceCopy.make(git, target);
      return;
    }
    try {
      Path copy = ahead.get();
      Files.delete(target);
      Files.move(copy, target);
    } catch (ExecutionException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot copy the working tree: " + e.getCause(), e);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot move the working tree to " + target + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted during checkout", e);
    }
  }
}
