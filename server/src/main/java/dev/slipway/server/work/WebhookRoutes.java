package dev.slipway.server.work;

import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Entrance;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What GitHub and Gitea call ({@code /hooks/OWNER/NAME}), and where an administrator says which
 * repository follows which.
 */
public final class WebhookRoutes {
  /** As much as GitHub sends at most. */
  private static final long LONGEST_MESSAGE = 25L << 20;

  private static final int MESSAGES_A_MINUTE = 300;
  private static final List<String> SIGNATURES =
      List.of("X-Hub-Signature-256", "X-Gitea-Signature");
  private static final List<String> EVENTS = List.of("X-GitHub-Event", "X-Gitea-Event");

  private final Webhooks webhooks;

  private WebhookRoutes(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** The routes. */
  public static List<Route> of(Webhooks webhooks) {
    WebhookRoutes routes = new WebhookRoutes(webhooks);
    return List.of(
        Route.post("/hooks/{owner}/{name}", Rule.anyone(), routes::receive)
            .by(Entrance.HOOK)
            .bodyUpTo(LONGEST_MESSAGE)
            .atMost(MESSAGES_A_MINUTE),
        Route.put(
                "/api/v1/repositories/{owner}/{name}/source",
                Rule.role(Role.ADMIN, Scope.repository()),
                routes::follow)
            .by(Entrance.API));
  }

  private Response receive(Request request) throws IOException {
    Webhooks.Delivery delivery =
        new Webhooks.Delivery(
            header(request, EVENTS),
            header(request, SIGNATURES),
            new String(request.stream().readAllBytes(), StandardCharsets.UTF_8));
    return switch (webhooks.receive(id(request), delivery)) {
      case TAKEN -> new Response.Bytes(202, TEXT, content("taken\n"));
      case KNOWN -> Response.text("known already\n");
      case IGNORED -> Response.text("nothing starts on this event\n");
      case REFUSED ->
          Response.problem(401, "REFUSED", "The signature does not fit, or nothing is followed.");
    };
  }

  private static final String TEXT = "text/plain; charset=utf-8";

  private static Content content(String text) {
    return Content.of(text);
  }

  private static String header(Request request, List<String> names) {
    return names.stream().flatMap(name -> request.header(name).stream()).findFirst().orElse("");
  }

  private Response follow(Request request) {
    webhooks.follow(
        id(request),
        request.form().required("source"),
        Secret.of(request.form().required("key")),
        request.form().text("token").map(Secret::of));
    return Response.status(204);
  }

  private static RepositoryId id(Request request) {
    return new RepositoryId(request.parameter("owner"), request.parameter("name"));
  }
}
