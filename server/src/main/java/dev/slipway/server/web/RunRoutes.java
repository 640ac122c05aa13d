package dev.slipway.server.web;

import dev.slipway.runner.RunId;
import dev.slipway.runner.action.Artifact;
import dev.slipway.runner.action.ArtifactStore;
import dev.slipway.server.http.EventSink;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.queue.QueueState;
import dev.slipway.server.queue.RunLine;
import dev.slipway.server.queue.RunsQuery;
import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The list of runs, the page of one, and what can be done with it. */
final class RunRoutes {
  private static final int ON_A_PAGE = 30;

  private final Sources sources;
  private final Visitors visitors;
  private final RunLooks looks;
  private final Pages pages;

  RunRoutes(Sources sources, Pages pages, InstantSource clock) {
    this.sources = sources;
    this.pages = pages;
    this.visitors = new Visitors(sources);
    this.looks = new RunLooks(sources, clock);
  }

  List<Route> routes() {
    Rule sees = Rule.role(Role.VIEWER, looks.scope());
    Rule acts = Rule.role(Role.DEVELOPER, looks.scope());
    return List.of(
        Route.get("/runs", Rule.signedIn(), this::list),
        Route.get("/runs/{run}", sees, this::run),
        Route.get("/runs/{run}/events", sees, this::events),
        Route.get("/runs/{run}/artifacts/{artifact}", sees, this::artifact),
        Route.post("/runs/{run}/cancel", acts, this::cancel),
        Route.post("/runs/{run}/rerun", acts, this::again),
        Route.post("/runs/{run}/release", acts, this::release));
  }

  private Response list(Request request) {
    Form query = request.query();
    RunFilter filter =
        new RunFilter(
            query.text("q").orElse(""),
            query.text("status").orElse(""),
            query.text("repository").orElse(""),
            query.text("branch").orElse(""),
            query.text("workflow").orElse(""),
            visitors.repositories(request.caller()).stream()
                .map(each -> each.id().toString())
                .toList());
    RunsQuery wanted = query(filter, request);
    Optional<Long> before = place(query, "before");
    Optional<Long> after = place(query, "after");
    dev.slipway.server.queue.RunsPage found =
        after
            .map(place -> sources.runs().newer(wanted, place, ON_A_PAGE))
            .orElseGet(
                () -> sources.runs().older(wanted, before.orElse(Long.MAX_VALUE), ON_A_PAGE));
    RunsPage page =
        new RunsPage(
            Chrome.of("Runs", Tab.RUNS, visitors.viewer(request)),
            filter,
            found.runs().stream().map(looks::row).toList(),
            address(filter, "after", found.newer()),
            address(filter, "before", found.older()));
    return Response.html(pages.page(page));
  }

  private static Optional<String> address(RunFilter filter, String parameter, OptionalLong place) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(filter.address(parameter, Long.toString(place.getAsLong())));
  }

  private static Optional<Long> place(Form query, String name) {
    return query
        .text(name)
        .filter(text -> text.length() < 18 && text.chars().allMatch(Character::isDigit))
        .map(Long::parseLong);
  }

  private RunsQuery query(RunFilter filter, Request request) {
    RunsQuery query =
        new RunsQuery(
            filter.text(),
            filter.repository(),
            filter.workflow(),
            filter.branch(),
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            visitors.limit(request.caller()));
    return switch (filter.status()) {
      case "queued" -> query.in(QueueState.READY);
      case "waiting" -> query.in(QueueState.WAITING);
      case "running" -> query.in(QueueState.RUNNING);
      case "success" -> query.ended(Conclusion.SUCCESS);
      case "failure" -> query.ended(Conclusion.FAILURE);
      case "cancelled" -> query.ended(Conclusion.CANCELLED);
      case "skipped" -> query.ended(Conclusion.SKIPPED);
      default -> query;
    };
  }

  private RunPage page(Request request) {
    return looks.page(looks.line(request), visitors.viewer(request), request.caller());
  }

  private Response run(Request request) {
    return Response.html(pages.page(page(request)));
  }

  private Response events(Request request) {
    return new Response.Events(sink -> follow(request, sink));
  }

  private void follow(Request request, EventSink sink) throws IOException {
    RunId run = looks.line(request).id();
    try (Ticks ticks = new Ticks(sources.journal(), RunLooks.subject(run))) {
      String shown = "";
      while (sink.isOpen()) {
        RunPage page = page(request);
        String live = new String(pages.live(page), StandardCharsets.UTF_8);
        if (!live.equals(shown)) {
          sink.send("", "run", live);
          shown = live;
        }
        if (!page.head().live()) {
          sink.send("", "end", "");
          return;
        }
        ticks.await(sink);
      }
    }
  }

  private Response artifact(Request request) {
    RunLine line = looks.line(request);
    ArtifactStore store = ArtifactStore.open(sources.artifacts(line.id()));
    Optional<Artifact> artifact = store.find(request.parameter("artifact"));
    if (artifact.isEmpty()) {
      return Response.notFound();
    }
    return new Response.FileBody(
        store.file(artifact.get()), "application/zip", Optional.of(artifact.get().name() + ".zip"));
  }

  private Response cancel(Request request) {
    RunLine line = looks.line(request);
    String who = request.caller().name();
    sources.queue().stop(line.id(), who, "cancelled by " + who);
    return back(line);
  }

  private Response again(Request request) {
    RunLine line = looks.line(request);
    sources.queue().again(line.id(), request.caller().name());
    return back(line);
  }

  private Response release(Request request) {
    RunLine line = looks.line(request);
    sources.queue().release(line.id(), request.caller().name());
    return back(line);
  }

  private static Response back(RunLine line) {
    return Response.redirect("/runs/" + line.id());
  }
}
