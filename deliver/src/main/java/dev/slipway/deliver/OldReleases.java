package dev.slipway.deliver;

import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseId;
import dev.slipway.fault.SlipwayException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The releases of a project that nobody needs any more. Safe for use by many threads, of which one
 * at a time removes them.
 */
final class OldReleases {
  /** Whoever has built one is given time to deploy it. */
  private static final int LAST_BUILT = 20;

  private final Project project;
  private final Ledger ledger;
  private final ReentrantLock removing = new ReentrantLock();

  OldReleases(Project project, Ledger ledger) {
    this.project = project;
    this.ledger = ledger;
  }

  /** Removes them with their files, and says so; that it could not is no reason to stop either. */
  Optional<String> remove() {
    removing.lock();
    try {
      List<Release> removed = project.releases().retain(LAST_BUILT, inUse());
      if (removed.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          "removed releases that nothing needs: "
              + removed.stream().map(each -> each.id().label()).collect(Collectors.joining(", ")));
    } catch (SlipwayException e) {
      return Optional.of("old releases could not be removed: " + e.getMessage());
    } finally {
      removing.unlock();
    }
  }

  private Set<ReleaseId> inUse() {
    return ledger.ask(History::releasesInUse).stream()
        .map(ReleaseId::new)
        .collect(Collectors.toSet());
  }
}
