package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.History;
import dev.slipway.server.git.HostedRepository;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import dev.slipway.server.queue.RunLine;
import dev.slipway.server.queue.RunsQuery;
import dev.slipway.workflow.Conclusion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Home, and the pages of repositories. */
final class RepositoryRoutes {
  private static final int RECENT = 8;
  private static final String BRANCHES = "refs/heads/";

  private final Sources sources;
  private final Pages pages;
  private final InstantSource clock;
  private final Visitors visitors;
  private final RunLooks runs;
  private final PlaceLooks places;

  RepositoryRoutes(Sources sources, Pages pages, InstantSource clock) {
    this.sources = sources;
    this.pages = pages;
    this.clock = clock;
    this.visitors = new Visitors(sources);
    this.runs = new RunLooks(sources, clock);
    this.places = new PlaceLooks(sources, clock);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/", Rule.signedIn(), this::home),
        Route.get("/repositories", Rule.signedIn(), request -> list(200, request, "")),
        Route.post("/repositories", Rule.role(Role.ADMIN, Scope.server()), this::create),
        Route.get(
            "/repositories/{owner}/{name}", Rule.role(Role.VIEWER, Scope.repository()), this::one));
  }

  private Response home(Request request) {
    RunsQuery mine =
        visitors.limit(request.caller()).map(RunsQuery.ALL::within).orElse(RunsQuery.ALL);
    List<HostedRepository> repositories = visitors.repositories(request.caller());
    Viewer viewer = visitors.viewer(request);
    List<RunRow> red = red(repositories);
    Tone tone = Tone.GOOD;
    if (!red.isEmpty()) {
      tone = Tone.BAD;
    } else if (viewer.waiting() > 0) {
      tone = Tone.WAIT;
    }
    HomePage page =
        new HomePage(
            new Chrome("Home", tone, Tab.HOME, viewer),
            visitors.waiting(request.caller()).stream()
                .map(each -> facts(each.repository(), each))
                .toList(),
            visitors.jobs(request.caller()),
            red,
            places.all(request.caller()),
            sources.runs().newest(mine, RECENT).runs().stream().map(runs::row).toList(),
            repositories.isEmpty());
    return Response.html(pages.page(page));
  }

  private DeploymentFacts facts(RepositoryId id, Visitors.Waiting waiting) {
    return sources
        .deliveries()
        .of(id)
        .map(delivered -> places.facts(id, delivered, waiting.deployment()))
        .orElseGet(() -> new DeploymentFacts(id, waiting.deployment(), "", clock.instant()));
  }

  /** The newest run of each workflow on a default branch, if it failed. */
  private List<RunRow> red(List<HostedRepository> repositories) {
    List<RunRow> red = new ArrayList<>();
    for (HostedRepository repository : repositories) {
      String ref = BRANCHES + sources.repositories().history(repository.id()).defaultBranch();
      for (RunLine line :
          sources
              .runs()
              .newestOfEachWorkflow(ref, Optional.of(Set.of(repository.id().toString())))) {
        if (line.conclusion().equals(Optional.of(Conclusion.FAILURE))) {
          red.add(runs.row(line));
        }
      }
    }
    return red;
  }

  private Response list(int status, Request request, String problem) {
    List<RepositoriesPage.RepositoryRow> rows =
        visitors.repositories(request.caller()).stream()
            .map(
                each ->
                    new RepositoriesPage.RepositoryRow(
                        each.id().toString(), each.defaultBranch(), recent(each.id(), 1)))
            .toList();
    RepositoriesPage page =
        new RepositoriesPage(
            Chrome.of("Repositories", Tab.REPOSITORIES, visitors.viewer(request)),
            rows,
            request.caller().may(Role.ADMIN, Place.server()),
            problem);
    return new Response.Html(status, Content.of(pages.page(page)));
  }

  private List<RunRow> recent(RepositoryId id, int count) {
    return sources.runs().newest(RunsQuery.ALL.of(id.toString()), count).runs().stream()
        .map(runs::row)
        .toList();
  }

  private Response create(Request request) {
    try {
      RepositoryId id = RepositoryId.parse(request.form().required("name").strip());
      sources.repositories().create(id, request.caller().name(), clock.instant());
      return Response.redirect("/repositories/" + id);
    } catch (SlipwayException e) {
      if (e.code() != ErrorCode.INVALID_INPUT) {
        throw e;
      }
      return list(400, request, String.valueOf(e.getMessage()));
    }
  }

  private Response one(Request request) {
    RepositoryId id = new RepositoryId(request.parameter("owner"), request.parameter("name"));
    History history = sources.repositories().history(id);
    List<String> branches =
        history.references().keySet().stream()
            .filter(each -> each.startsWith(BRANCHES))
            .map(each -> each.substring(BRANCHES.length()))
            .toList();
    RepositoryPage page =
        new RepositoryPage(
            Chrome.of(id.toString(), Tab.REPOSITORIES, visitors.viewer(request)),
            id.toString(),
            request.origin() + "/" + id + ".git",
            history.defaultBranch(),
            branches,
            recent(id, RECENT),
            places.of(id));
    return Response.html(pages.page(page));
  }
}
