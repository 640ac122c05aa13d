package dev.slipway.server.web;

import dev.slipway.server.http.Content;
import dev.slipway.server.http.ErrorPages;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All pages of the server, as routes. Safe for use by many threads. */
public final class WebRoutes {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Sources sources;
  private final InstantSource clock;
  private final Pages pages = new Pages();

  /** The pages that show what {@code sources} know. */
  public WebRoutes(Sources sources, InstantSource clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** Its routes, each with its rule. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/assets/{file}", Rule.anyone(), WebRoutes::asset));
    routes.addAll(new RepositoryRoutes(sources, pages, clock).routes());
    routes.addAll(new RunRoutes(sources, pages, clock).routes());
    routes.addAll(new LogRoutes(sources, pages, clock).routes());
    routes.addAll(new PlaceRoutes(sources, pages, clock).routes());
    return routes;
  }

  /** What people see when something cannot be answered. */
  public ErrorPages errorPages() {
    return (request, problem) -> Content.of(pages.page(page(request, problem)));
  }

  private MessagePage page(Request request, Response.Problem problem) {
    Icon icon = Icon.WARNING;
    String heading = "That did not work";
    if (problem.status() == 404) {
      icon = Icon.SEARCH;
      heading = "There is nothing here";
    } else if (problem.status() == 403) {
      icon = Icon.LOCK;
      heading = "This is not for you";
    }
    Viewer viewer = new Visitors(sources).viewer(request);
    return new MessagePage(Chrome.of(heading, Tab.NONE, viewer), icon, heading, problem.detail());
  }

  private static Response asset(Request request) {
    Optional<Assets.Asset> asset = Assets.find(request.parameter("file"));
    if (asset.isEmpty()) {
      return Response.notFound();
    }
    return new Response.Bytes(200, asset.get().mediaType(), asset.get().content())
        .with("Cache-Control", FOR_EVER);
  }
}
