package dev.slipway.cli;

import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The results of tests that runs here found for a commit, noted with its release: of each workflow
 * those of its newest run that ended.
 */
final class RunEvidence {
  private static final EventCodecs CODECS = EventCodecs.of(new RunEventCodec());
  private static final int MOST_RUNS = 100;

  private RunEvidence() {}

  /** Looks through the runs of a state folder; a release of changed files gets none. */
  static void attach(Path runs, Release release, ReleaseStore store) {
    if (release.source().commit().isEmpty() || release.source().modified()) {
      return;
    }
    String commit = release.source().commit().get();
    Set<String> seen = new HashSet<>();
    for (Path run : newestFirst(runs)) {
      for (Found found : read(run.resolve("journal.ndjson"))) {
        if (found.isUseful(commit) && seen.add(found.workflow)) {
          store.attach(release.id(), found.evidence());
        }
      }
    }
  }

  private static List<Path> newestFirst(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.sorted().toList().reversed().stream().limit(MOST_RUNS).toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** The runs of one journal; one that cannot be read shows nothing. */
  private static List<Found> read(Path journal) {
    if (!Files.isRegularFile(journal)) {
      return List.of();
    }
    Map<String, Found> found = new HashMap<>();
    try (Journal.Entries entries = FileJournal.read(journal, CODECS, 1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        Entry entry = next.get();
        if (entry.event() instanceof RunEvent event) {
          found.computeIfAbsent(run(entry.subject()), _ -> new Found()).add(event, entry.at());
        }
      }
    } catch (SlipwayException damaged) {
      return List.of();
    }
    return new ArrayList<>(found.values());
  }

  /** The run that an entry about it or one of its jobs belongs to: {@code run/ID/…}. */
  private static String run(String subject) {
    String[] parts = subject.split("/", -1);
    return parts.length < 2 ? subject : parts[1];
  }

  /** What one run of a workflow showed. */
  private static final class Found {
    private String workflow = "";
    private String commit = "";
    private Optional<Instant> ended = Optional.empty();
    private long passed;
    private long failed;
    private long skipped;
    private long quarantined;
    private long covered;
    private long lines;
    private boolean any;

    void add(RunEvent event, Instant at) {
      switch (event) {
        case RunEvent.RunStarted started -> {
          workflow = started.workflow();
          commit = started.sha();
        }
        case RunEvent.TestsReported tests -> add(tests.report());
        case RunEvent.CoverageReported coverage -> add(coverage.coverage());
        case RunEvent.RunFinished finished -> ended = Optional.of(at);
        case RunEvent.JobQueued ignored -> {}
        case RunEvent.JobWaiting ignored -> {}
        case RunEvent.JobStarted ignored -> {}
        case RunEvent.JobFinished ignored -> {}
        case RunEvent.StepStarted ignored -> {}
        case RunEvent.StepFinished ignored -> {}
        case RunEvent.Annotated ignored -> {}
        case RunEvent.ServiceReady ignored -> {}
        case RunEvent.ArtifactStored ignored -> {}
        case RunEvent.SummaryWritten ignored -> {}
        case RunEvent.CancelRequested ignored -> {}
      }
    }

    private void add(TestReport report) {
      any = true;
      passed += report.passed();
      failed += report.failed();
      skipped += report.skipped();
      quarantined += report.quarantined();
    }

    private void add(Coverage coverage) {
      any = true;
      covered += coverage.covered();
      lines += coverage.lines();
    }

    boolean isUseful(String wanted) {
      return any && ended.isPresent() && commit.equals(wanted);
    }

    Evidence evidence() {
      OptionalDouble coverage =
          lines == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) covered / lines);
      Instant at = ended.orElse(Instant.EPOCH);
      return new Evidence(workflow, at, passed, failed, skipped, quarantined, coverage);
    }
  }
}
