package dev.slipway.server.work;

import dev.slipway.runner.RunId;
import dev.slipway.server.git.RepositoryId;
import java.nio.file.Path;

/** Where a server keeps what runs need and leave, below its data folder. */
public record WorkFolders(Path data) {
  /** Makes the path independent of the working directory. */
  public WorkFolders {
    data = data.toAbsolutePath().normalize();
  }

  /** The bare repositories. */
  public Path repositories() {
    return data.resolve("repositories");
  }

  /** What runs leave, a folder each. */
  public Path runs() {
    return data.resolve("runs");
  }

  /** The logs and artifacts of a run. */
  public Path run(RunId run) {
    return runs().resolve(run.value());
  }

  /** The checkouts of all running runs; disposable. */
  Path checkouts() {
    return data.resolve("work");
  }

  /** The delivery project of a repository. */
  public Path project(RepositoryId repository) {
    return data.resolve("projects").resolve(repository.owner()).resolve(repository.name());
  }
}
