package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings a request to its route, past all that it must be stopped by; safe for use by many threads.
 */
final class Dispatch {
  /** How often one address may ask without being known, in a minute. */
  private static final int STRANGERS_A_MINUTE = 1200;

  private final RouteTable table;
  private final Credentials credentials;
  private final Settings settings;
  private final Csrf csrf;
  private final RateLimit strangers;
  private final Map<String, RateLimit> limits = new HashMap<>();

  /** An answer, and what the log says of it. */
  record Answer(Request request, Response response, String route) {}

  Dispatch(List<Route> routes, Identity identity, Settings settings) {
    this.table = new RouteTable(routes);
    this.credentials = new Credentials(identity);
    this.settings = settings;
    this.csrf = new Csrf(settings.formKey().bytes());
    this.strangers =
        new RateLimit(InstantSource.system(), STRANGERS_A_MINUTE, Duration.ofMinutes(1));
    for (Route route : routes) {
      if (route.perMinute() > 0) {
        limits.put(
            route.name(),
            new RateLimit(InstantSource.system(), route.perMinute(), Duration.ofMinutes(1)));
      }
    }
  }

  Answer answer(RequestHead head, Body body) {
    Request request = Request.of(head, body);
    Optional<Method> method = method(head.method());
    Optional<RouteTable.Match> match = method.flatMap(known -> table.find(known, head.segments()));
    if (match.isEmpty()) {
      Request known = known(request, credentials.of(head, Entrance.BROWSER));
      return finish(known, unknown(known, method), "", true);
    }
    Route route = match.get().route();
    Visit visit = new Visit(route, request.at(match.get().parameters()));
    Response response;
    try {
      response = visit.answer();
    } catch (SlipwayException e) {
      response = fault(route, e);
    } catch (IOException | RuntimeException e) {
      // The root of a request's thread: whatever it is, the caller must hear of it.
      settings.observer().failed(route.name(), e);
      response = ourMistake();
    }
    return finish(visit.request, response, route.template(), route.entrance() == Entrance.BROWSER);
  }

  /** The request with who asks, and the token that forms of the answer carry. */
  private Request known(Request request, Credentials.Proof proof) {
    Request known = request.by(proof.caller());
    return formCookie(known).map(cookie -> known.withCsrf(csrf.token(cookie))).orElse(known);
  }

  private static Optional<String> formCookie(Request request) {
    return request.caller().isSignedIn()
        ? request.cookie(Cookie.SESSION)
        : request.cookie(Cookie.FORM);
  }

  private static Optional<Method> method(String name) {
    return switch (name) {
      case "GET", "HEAD" -> Optional.of(Method.GET);
      case "POST" -> Optional.of(Method.POST);
      case "PUT" -> Optional.of(Method.PUT);
      case "PATCH" -> Optional.of(Method.PATCH);
      case "DELETE" -> Optional.of(Method.DELETE);
      default -> Optional.empty();
    };
  }

  private Response unknown(Request request, Optional<Method> method) {
    if (!strangers.allows(request.remote())) {
      return tooOften();
    }
    String allowed =
        table.methods(request.head().segments()).stream()
            .map(Method::name)
            .collect(Collectors.joining(", "));
    if (allowed.isEmpty() && method.isPresent()) {
      return Response.notFound();
    }
    return Response.problem(405, "METHOD_NOT_ALLOWED", "This address is not called so.")
        .with("Allow", allowed);
  }

  private Response fault(Route route, SlipwayException e) {
    if (e.code().kind() == ErrorCode.Kind.INTERNAL) {
      settings.observer().failed(route.name(), e);
      return ourMistake();
    }
    return Response.problem(e.code().httpStatus(), e.code().name(), String.valueOf(e.getMessage()));
  }

  private static Response ourMistake() {
    return Response.problem(
        500, "INTERNAL", "Slipway made a mistake; the log of the server says more.");
  }

  private static Response tooOften() {
    return Response.problem(429, "TOO_OFTEN", "Too many requests; try again in a minute.")
        .with("Retry-After", "60");
  }

  private Answer finish(Request request, Response response, String route, boolean forPeople) {
    Response answer = response;
    if (response.bare() instanceof Response.Problem problem && forPeople && request.wantsHtml()) {
      answer = new Response.Html(problem.status(), settings.errorPages().page(request, problem));
      for (Header header : response.headers()) {
        answer = answer.with(header);
      }
    }
    for (Header header : SecurityHeaders.of(answer, request.isSecure())) {
      answer = answer.with(header);
    }
    return new Answer(request, answer, route);
  }

  /** One request on its way to its handler. */
  private final class Visit {
    private final Route route;
    private Request request;

    Visit(Route route, Request request) {
      this.route = route;
      this.request = request;
    }

    Response answer() throws IOException {
      request.body().limit(route.mostBytes());
      Credentials.Proof proof = credentials.of(request.head(), route.entrance());
      request = known(request, proof);
      Optional<Response> stopped =
          tooMuch().or(this::tooMany).or(this::notAllowed).or(() -> forged(proof));
      if (stopped.isPresent()) {
        return stopped.get();
      }
      if (route.changes() && request.caller().isSignedIn()) {
        settings.witness().before(route.name(), request);
      }
      if (!isPage() || formCookie(request).isPresent()) {
        return route.handler().answer(request);
      }
      String cookie = Csrf.newCookie();
      request = request.withCsrf(csrf.token(cookie));
      return route
          .handler()
          .answer(request)
          .with(new Cookie(Cookie.FORM, cookie, Duration.ofSeconds(-1), request.isSecure()));
    }

    private boolean isPage() {
      return route.entrance() == Entrance.BROWSER && route.method().isSafe();
    }

    /** Bodies that are too long, and those whose length is not said where it matters. */
    private Optional<Response> tooMuch() {
      boolean chunked = request.header("transfer-encoding").isPresent();
      if (chunked && route.mostBytes() != Route.ENDLESS) {
        return Optional.of(
            Response.problem(411, "LENGTH_WANTED", "This address wants a Content-Length."));
      }
      long length = request.header("content-length").map(Dispatch::length).orElse(0L);
      if (length > route.mostBytes()) {
        return Optional.of(
            Response.problem(
                413,
                ErrorCode.TOO_LARGE.name(),
                "The body is longer than the " + route.mostBytes() + " bytes this address takes."));
      }
      return Optional.empty();
    }

    private Optional<Response> tooMany() {
      RateLimit own = limits.get(route.name());
      boolean stranger = !request.caller().isSignedIn();
      if ((own != null && !own.allows(request.remote()))
          || (stranger && !strangers.allows(request.remote()))) {
        return Optional.of(tooOften());
      }
      return Optional.empty();
    }

    private Optional<Response> notAllowed() {
      return switch (route.rule()) {
        case Rule.Anyone _ -> Optional.empty();
        case Rule.SignedIn _ ->
            request.caller().isSignedIn() ? Optional.empty() : Optional.of(whoAreYou());
        case Rule.InPerson _ -> notInPerson();
        case Rule.Needs(Role role, Scope scope) -> without(role, scope);
      };
    }

    private Optional<Response> notInPerson() {
      if (!request.caller().isSignedIn()) {
        return Optional.of(whoAreYou());
      }
      return request.caller().isInPerson()
          ? Optional.empty()
          : Optional.of(
              Response.problem(
                  403, ErrorCode.REFUSED.name(), "This is done in the browser, not with a token."));
    }

    private Optional<Response> without(Role role, Scope scope) {
      Optional<Place> place = scope.of(request);
      if (place.isPresent() && request.caller().may(role, place.get())) {
        return Optional.empty();
      }
      if (!request.caller().isSignedIn()) {
        return Optional.of(whoAreYou());
      }
      if (place.isEmpty() || !request.caller().sees(place.get())) {
        return Optional.of(Response.notFound());
      }
      return Optional.of(
          Response.problem(
              403,
              ErrorCode.REFUSED.name(),
              "This takes the role " + role.name().toLowerCase(Locale.ROOT) + "."));
    }

    private Response whoAreYou() {
      Response wanted = Response.problem(401, "UNAUTHENTICATED", "Sign in first.");
      return switch (route.entrance()) {
        case GIT -> wanted.with("WWW-Authenticate", "Basic realm=\"Slipway\", charset=\"UTF-8\"");
        case API, HOOK -> wanted.with("WWW-Authenticate", "Bearer realm=\"Slipway\"");
        case BROWSER -> toLogin(wanted);
      };
    }

    private Response toLogin(Response wanted) {
      String here = request.method() == Method.GET ? request.target() : "/";
      String login = "/login?to=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
      if (request.wantsPart()) {
        return wanted.with("HX-Redirect", login);
      }
      return route.method().isSafe() && request.header("authorization").isEmpty()
          ? Response.redirect(login)
          : wanted;
    }

    /** What a page of another site may have sent. */
    private Optional<Response> forged(Credentials.Proof proof) {
      boolean byItself =
          proof.byCookie()
              || (route.entrance() == Entrance.BROWSER && !request.caller().isSignedIn());
      if (route.method().isSafe() || !byItself || isOurs()) {
        return Optional.empty();
      }
      return Optional.of(
          Response.problem(
              403, "FORGED", "This page is too old, or not one of ours. Load it again."));
    }

    private boolean isOurs() {
      String site = request.header("sec-fetch-site").orElse("same-origin");
      if (!site.equals("same-origin") && !site.equals("none")) {
        return false;
      }
      Optional<String> token = request.header("x-csrf-token").or(this::tokenOfForm);
      Optional<String> cookie = formCookie(request);
      return cookie.isPresent() && token.isPresent() && csrf.accepts(cookie.get(), token.get());
    }

    private Optional<String> tokenOfForm() {
      boolean isForm =
          request
              .header("content-type")
              .map(type -> type.startsWith("application/x-www-form-urlencoded"))
              .orElse(false);
      return isForm ? request.form().text("csrf") : Optional.empty();
    }
  }

  /** A length that no body has when it is none. */
  private static long length(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "Content-Length is a number", e);
    }
  }
}
