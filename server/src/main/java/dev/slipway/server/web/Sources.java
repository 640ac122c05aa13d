package dev.slipway.server.web;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.Project;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.RunsView;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Journal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the pages learn what they show, and whom they tell what people want.
 *
 * @param runFolders holds a folder for each run, with its {@code logs} and {@code artifacts}
 */
public record Sources(
    RunsView runs,
    Queue queue,
    DatabaseJournal journal,
    Repositories repositories,
    Path runFolders,
    Deliveries deliveries) {
  /** Finds the one that deploys what a repository holds. */
  @FunctionalInterface
  public interface Deliveries {
    /** The delivery of a repository; empty when it has nothing to deliver. */
    Optional<Delivered> of(RepositoryId repository);
  }

  /**
   * A project and its controller.
   *
   * @param journal the entries of its deployments
   */
  public record Delivered(Project project, Controller controller, Journal journal) {}

  Path logs(RunId run) {
    return runFolders.resolve(run.value()).resolve("logs");
  }

  Path artifacts(RunId run) {
    return runFolders.resolve(run.value()).resolve("artifacts");
  }
}
