package dev.slipway.runner;

import dev.slipway.runner.action.Artifact;
import dev.slipway.runner.action.ArtifactStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the artifacts of a run that nobody has been told of. Safe for use by several threads. */
final class NewArtifacts {
  private final ArtifactStore store;
  private final Set<Long> told = new HashSet<>();

  NewArtifacts(ArtifactStore store) {
    this.store = store;
  }

  /** Those stored since the last call. */
  synchronized List<Artifact> found() {
    List<Artifact> found = new ArrayList<>();
    for (Artifact artifact : store.all()) {
      if (told.add(artifact.id())) {
        found.add(artifact);
      }
    }
    return found;
  }
}
