package dev.slipway.server.work;

import dev.slipway.server.git.GitHosting;
import dev.slipway.server.git.GitService;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Entrance;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What the git command calls: {@code git clone https://server/OWNER/NAME.git}. Who sees a
 * repository fetches from it, its developers push to it.
 */
final class GitRoutes {
  private static final String BASE = "/{owner}/{name}.git/";
  private static final long LONGEST_FETCH_REQUEST = 32L << 20;

  private final Repositories repositories;
  private final GitHosting hosting;

  private GitRoutes(Repositories repositories, GitHosting hosting) {
    this.repositories = repositories;
    this.hosting = hosting;
  }

  /** The routes for these repositories. */
  static List<Route> of(Repositories repositories, GitHosting hosting) {
    GitRoutes routes = new GitRoutes(repositories, hosting);
    Rule fetches = Rule.role(Role.VIEWER, Scope.repository());
    Rule pushes = Rule.role(Role.DEVELOPER, Scope.repository());
    return List.of(
        Route.get(BASE + "info/refs", fetches, routes::references).by(Entrance.GIT),
        Route.post(BASE + GitService.UPLOAD_PACK.text(), fetches, routes::fetch)
            .by(Entrance.GIT)
            .bodyUpTo(LONGEST_FETCH_REQUEST),
        Route.post(BASE + GitService.RECEIVE_PACK.text(), pushes, routes::push)
            .by(Entrance.GIT)
            .bodyUpTo(Route.ENDLESS));
  }

  private Response references(Request request) {
    Optional<GitService> service = request.query().text("service").flatMap(GitService::of);
    if (service.isEmpty()) {
      return Response.problem(
          403, "REFUSED", "This server speaks git's smart protocol only; use a newer git.");
    }
    RepositoryId id = id(request);
    if (repositories.find(id).isEmpty()) {
      return Response.notFound();
    }
    Place place = new Place.Repository(id.owner(), id.name());
    if (service.get() == GitService.RECEIVE_PACK && !request.caller().may(Role.DEVELOPER, place)) {
      return Response.problem(403, "REFUSED", "You may fetch from " + id + ", but not push to it.");
    }
    return stream(
        service.get().advertisementType(),
        out -> hosting.advertise(id, service.get(), protocol(request), out));
  }

  private Response fetch(Request request) {
    RepositoryId id = id(request);
    if (repositories.find(id).isEmpty()) {
      return Response.notFound();
    }
    return stream(
        GitService.UPLOAD_PACK.resultType(),
        out -> hosting.fetch(id, protocol(request), request.stream(), out));
  }

  private Response push(Request request) {
    RepositoryId id = id(request);
    if (repositories.find(id).isEmpty()) {
      return Response.notFound();
    }
    return stream(
        GitService.RECEIVE_PACK.resultType(),
        out -> hosting.receive(id, request.caller().name(), request.stream(), out));
  }

  private static RepositoryId id(Request request) {
    return new RepositoryId(request.parameter("owner"), request.parameter("name"));
  }

  private static Optional<String> protocol(Request request) {
    return request.header("Git-Protocol");
  }

  private static Response stream(String type, Response.Writer writer) {
    return new Response.Stream(200, type, writer).with("Cache-Control", "no-cache");
  }
}
