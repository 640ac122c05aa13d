package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Scope;
import dev.slipway.server.queue.QueueState;
import dev.slipway.server.queue.RunLine;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Runs as the pages show them, looked up when asked for. Safe for use by many threads. */
final class RunLooks {
  private static final Duration CATCH_UP = Duration.ofMillis(300);

  private final Sources sources;
  private final InstantSource clock;

  RunLooks(Sources sources, InstantSource clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** The repository of the run that the path's {@code run} names. */
  Scope scope() {
    return request -> find(request).map(line -> place(line.repository()));
  }

  static Place place(String repository) {
    RepositoryId id = RepositoryId.parse(repository);
    return new Place.Repository(id.owner(), id.name());
  }

  private Optional<RunLine> find(Request request) {
    return sources.runs().find(new RunId(request.parameter("run")));
  }

  /** The run that the path names. */
  RunLine line(Request request) {
    sources.runs().awaitCaughtUp(CATCH_UP);
    return find(request)
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "There is no such run."));
  }

  Instant now() {
    return clock.instant();
  }

  /** The run as a list shows it. */
  RunRow row(RunLine line) {
    return new RunRow(
        line.id().value(),
        status(line),
        line.title(),
        line.workflowName(),
        line.repository(),
        line.event(),
        branch(line.ref()),
        line.sha(),
        line.actor(),
        new When(line.started().orElse(line.queued()), clock.instant()),
        line.took().map(Took::text).orElse(""));
  }

  static String branch(String ref) {
    return ref.replaceFirst("^refs/(heads|tags)/", "");
  }

  static Status status(RunLine line) {
    return switch (line.state()) {
      case HELD, WAITING -> Status.WAITING;
      case READY -> Status.QUEUED;
      case RUNNING -> Status.RUNNING;
      case ENDED -> line.conclusion().map(Status::of).orElse(Status.CANCELLED);
    };
  }

  /** The page of a run as it stands. */
  RunPage page(RunLine line, Viewer viewer, Caller caller) {
    RunHead head = head(line, viewer, caller);
    Chrome chrome = Chrome.of(head.row().status(), line.title(), Tab.RUNS, viewer);
    return new RunPage(chrome, head, facts(line), clock.instant());
  }

  RunHead head(RunLine line, Viewer viewer, Caller caller) {
    boolean mayAct = caller.may(Role.DEVELOPER, place(line.repository()));
    boolean ended = line.state().isDone();
    return new RunHead(
        row(line),
        line.reason().or(line::stopReason).orElse(""),
        line.attempt(),
        !ended,
        mayAct && !ended,
        mayAct && ended,
        mayAct && line.state() == QueueState.HELD,
        viewer.csrf());
  }

  /** What the entries of a run tell; nothing of it while the attempt has not begun. */
  RunFacts facts(RunLine line) {
    return switch (line.state()) {
      case HELD, WAITING, READY -> none(line);
      case RUNNING, ENDED -> told(line).orElseGet(() -> none(line));
    };
  }

  private Optional<RunFacts> told(RunLine line) {
    RunProjection projection = new RunProjection(line.id().value());
    try (Journal.Entries entries = sources.journal().entriesOf(subject(line.id()), 1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        projection.add(next.get());
      }
    }
    return projection.facts();
  }

  /** What the entries of a run are about. */
  static String subject(RunId run) {
    return "run/" + run;
  }

  private static RunFacts none(RunLine line) {
    return new RunFacts(
        line.id().value(),
        line.workflow(),
        line.title(),
        line.event(),
        line.ref(),
        line.sha(),
        line.actor(),
        status(line),
        line.queued(),
        line.took(),
        line.stopReason().isPresent(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
