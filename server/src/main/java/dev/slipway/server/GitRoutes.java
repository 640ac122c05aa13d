package dev.slipway.server;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Where git fetches from and pushes to: its smart protocol over HTTP (gitprotocol-http). Whoever
 * administers the server makes a repository by pushing to it.
 */
final class GitRoutes {
  private static final String PLACE = "/{owner}/{name}.git/";
  private static final long LONGEST_FETCH_REQUEST = 32L << 20;

  private final GitHosting hosting;
  private final Repositories repositories;
  private final InstantSource clock;

  GitRoutes(GitHosting hosting, Repositories repositories, InstantSource clock) {
    this.hosting = hosting;
    this.repositories = repositories;
    this.clock = clock;
  }

  List<Route> routes() {
    Rule reading = Rule.role(Role.VIEWER, Scope.repository());
    Rule writing = Rule.role(Role.DEVELOPER, Scope.repository());
    return List.of(
        Route.get(PLACE + "info/refs", reading, this::advertise).by(Entrance.GIT),
        Route.post(PLACE + GitService.UPLOAD_PACK.text(), reading, this::fetch)
            .by(Entrance.GIT)
            .reading()
            .bodyUpTo(LONGEST_FETCH_REQUEST),
        Route.post(PLACE + GitService.RECEIVE_PACK.text(), writing, this::receive)
            .by(Entrance.GIT)
            .bodyUpTo(Route.ENDLESS));
  }

  private Response advertise(Request request) {
    RepositoryId id = id(request);
    GitService service =
        GitService.of(request.query().text("service").orElse(""))
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.INVALID_INPUT,
                        "git's old protocol is not spoken here; any git since 1.6.6 knows the"
                            + " new"));
    if (service == GitService.RECEIVE_PACK) {
      requireWriter(request, id);
    }
    if (repositories.find(id).isEmpty()) {
      return Response.notFound();
    }
    return uncached(
        service.advertisementType(),
        out -> hosting.advertise(id, service, request.header("git-protocol"), out));
  }

  /** The list of references is asked for by readers and writers at the same address. */
  private void requireWriter(Request request, RepositoryId id) {
    Place place = new Place.Repository(id.owner(), id.name());
    if (!request.caller().may(Role.DEVELOPER, place)) {
      throw new SlipwayException(
          ErrorCode.REFUSED, request.caller().name() + " may read " + id + ", but not push to it");
    }
    if (repositories.find(id).isEmpty() && request.caller().may(Role.ADMIN, Place.server())) {
      repositories.create(id, request.caller().name(), clock.instant());
    }
  }

  private Response fetch(Request request) {
    RepositoryId id = id(request);
    Optional<String> protocol = request.header("git-protocol");
    return uncached(
        GitService.UPLOAD_PACK.resultType(),
        out -> hosting.fetch(id, protocol, request.stream(), out));
  }

  private Response receive(Request request) {
    RepositoryId id = id(request);
    String pusher = request.caller().name();
    return uncached(
        GitService.RECEIVE_PACK.resultType(),
        out -> hosting.receive(id, pusher, request.stream(), out));
  }

  private static Response uncached(String type, Response.Writer writer) {
    return new Response.Stream(200, type, writer).with("Cache-Control", "no-cache");
  }

  private static RepositoryId id(Request request) {
    return new RepositoryId(request.parameter("owner"), request.parameter("name"));
  }
}
