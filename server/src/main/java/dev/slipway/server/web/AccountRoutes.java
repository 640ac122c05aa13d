package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.access.Access;
import dev.slipway.server.access.Grant;
import dev.slipway.server.access.Token;
import dev.slipway.server.access.Tokens;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.store.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** What a user does about themselves: tokens, sessions, the password. */
public final class AccountRoutes {
  private final Access access;
  private final InstantSource clock;
  private final Pages pages = new Pages();

  /** The accounts of {@code access}. */
  public AccountRoutes(Access access, InstantSource clock) {
    this.access = access;
    this.clock = clock;
  }

  /** Its routes; a token opens none of them. */
  public List<Route> routes() {
    Rule self = Rule.inPerson();
    return List.of(
        Route.get("/tokens", self, request -> page(200, request, "", "")),
        Route.post("/tokens", self, this::make),
        Route.post("/tokens/{token}/revoke", self, this::revoke),
        Route.post("/sessions/end", self, this::endSessions),
        Route.post("/password", self, this::changePassword));
  }

  private Response page(int status, Request request, String made, String problem) {
    String user = request.caller().name();
    Instant now = clock.instant();
    Chrome chrome = Chrome.of("Access tokens", Tab.NONE, viewer(request));
    TokensPage page =
        new TokensPage(
            chrome,
            made,
            access.tokens().of(user).stream().map(token -> row(token, now)).toList(),
            access.sessions().of(user).stream()
                .map(
                    session ->
                        new TokensPage.Browser(
                            session.agent(), session.remote(), new When(session.seen(), now)))
                .toList(),
            problem);
    return new Response.Html(status, Content.of(pages.page(page)));
  }

  private static TokensPage.Row row(Token token, Instant now) {
    return new TokensPage.Row(
        token.id(),
        token.title(),
        AuditText.grant(token.limit()),
        token.used().map(used -> new When(used, now)),
        token.ends().atZone(ZoneOffset.UTC).toLocalDate().toString(),
        token.ends().isBefore(now));
  }

  /** Who looks at a page of the account or of the administration. */
  static Viewer viewer(Request request) {
    return new Viewer(
        request.caller().name(),
        request.caller().may(Role.ADMIN, Place.server()),
        0,
        request.csrf());
  }

  private Response make(Request request) {
    String user = request.caller().name();
    Form form = request.form();
    try {
      Tokens.Made made =
          access
              .tokens()
              .make(
                  user,
                  user,
                  form.text("title").orElse(""),
                  grant(form),
                  Duration.ofDays(days(form)));
      return page(200, request, made.secret().reveal(), "");
    } catch (SlipwayException e) {
      return page(e.code().httpStatus(), request, "", String.valueOf(e.getMessage()));
    }
  }

  private static long days(Form form) {
    try {
      return Long.parseLong(form.required("days"));
    } catch (NumberFormatException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "the days are a number", e);
    }
  }

  /** The role and the place of a form. */
  static Grant grant(Form form) {
    return new Grant(Place.parse(form.required("place").strip()), role(form.required("role")));
  }

  static Role role(String text) {
    try {
      return Role.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "'" + text + "' is no role", e);
    }
  }

  private Response revoke(Request request) {
    String user = request.caller().name();
    access.tokens().revoke(user, user, request.parameter("token"));
    return Response.redirect("/tokens");
  }

  private Response endSessions(Request request) {
    access.sessions().signOutEverywhere(request.caller().name());
    return Response.redirect("/login").with(DoorRoutes.noSession(request));
  }

  private Response changePassword(Request request) {
    Form form = request.form();
    try {
      access
          .users()
          .changePassword(
              request.caller().name(),
              Secret.of(form.required("old")),
              Secret.of(form.required("new")));
      return Response.redirect("/login").with(DoorRoutes.noSession(request));
    } catch (SlipwayException e) {
      return page(e.code().httpStatus(), request, "", String.valueOf(e.getMessage()));
    }
  }
}
