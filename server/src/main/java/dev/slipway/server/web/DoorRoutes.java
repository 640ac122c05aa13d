package dev.slipway.server.web;

import dev.slipway.fault.SlipwayException;
import dev.slipway.server.access.Access;
import dev.slipway.server.access.Invitations.Invitation;
import dev.slipway.server.access.Sessions;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Cookie;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.store.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The door of the server: signing in and out, and joining by a link. */
public final class DoorRoutes {
  private static final int TRIES_A_MINUTE = 30;
  private static final int FORM_BYTES = 1 << 14;

  private final Access access;
  private final Pages pages = new Pages();

  /** The door to what {@code access} guards. */
  public DoorRoutes(Access access) {
    this.access = access;
  }

  /** Its routes; everybody may come to the door. */
  public List<Route> routes() {
    return List.of(
        Route.get("/login", Rule.anyone(), this::door),
        Route.post("/login", Rule.anyone(), this::signIn)
            .bodyUpTo(FORM_BYTES)
            .atMost(TRIES_A_MINUTE),
        Route.post("/logout", Rule.signedIn(), this::signOut),
        Route.get("/join/{link}", Rule.anyone(), this::invitation).atMost(TRIES_A_MINUTE),
        Route.post("/join/{link}", Rule.anyone(), this::join)
            .bodyUpTo(FORM_BYTES)
            .atMost(TRIES_A_MINUTE));
  }

  private Response door(Request request) {
    String to = local(request.query().text("to"));
    if (request.caller().isSignedIn()) {
      return Response.redirect(to);
    }
    return Response.html(pages.page(signInPage(request, to, "", "")));
  }

  private static String local(Optional<String> to) {
    return to.filter(Response.Redirect::isLocal).orElse("/");
  }

  private static SignInPage signInPage(Request request, String to, String name, String problem) {
    Chrome chrome = Chrome.of("Sign in", Tab.NONE, stranger(request));
    return new SignInPage(chrome, to, name, problem);
  }

  private static Viewer stranger(Request request) {
    return new Viewer("", false, 0, request.csrf());
  }

  private Response signIn(Request request) {
    Form form = request.form();
    String to = local(form.text("to"));
    String name = form.text("name").orElse("");
    Secret password = Secret.of(form.text("password").orElse(""));
    Sessions.Try outcome =
        access.sessions().signIn(name, password, request.remote(), agent(request));
    return switch (outcome) {
      case Sessions.Try.In in -> inside(request, in, to);
      case Sessions.Try.Wrong _ ->
          again(401, signInPage(request, to, name, "The name or the password is wrong."));
      case Sessions.Try.TooOften _ ->
          again(
              429,
              signInPage(request, to, name, "That was wrong too often. Try again in ten minutes."));
    };
  }

  private Response again(int status, Page page) {
    return new Response.Html(status, Content.of(pages.page(page)));
  }

  private static String agent(Request request) {
    return request.header("user-agent").orElse("unknown");
  }

  private static Response inside(Request request, Sessions.Try.In in, String to) {
    Cookie cookie =
        new Cookie(Cookie.SESSION, in.secret().reveal(), Sessions.LONGEST, request.isSecure());
    return Response.redirect(to).with(cookie);
  }

  private Response signOut(Request request) {
    request.cookie(Cookie.SESSION).ifPresent(access.sessions()::signOut);
    return Response.redirect("/login").with(noSession(request));
  }

  /** Takes the session's cookie away. */
  static Cookie noSession(Request request) {
    return new Cookie(Cookie.SESSION, "", Duration.ZERO, request.isSecure());
  }

  private Response invitation(Request request) {
    String link = request.parameter("link");
    return access
        .invitations()
        .look(link)
        .map(good -> Response.html(pages.page(joinPage(request, good, "", ""))))
        .orElseGet(() -> worthless(request));
  }

  private Response worthless(Request request) {
    return again(
        404,
        new MessagePage(
            Chrome.of("Link", Tab.NONE, stranger(request)),
            Icon.LOCK,
            "This link is worth nothing any more",
            "It was used already, or it is too old. Ask whoever sent it for another one; who has"
                + " the machine of the server gets a first link by starting it again."));
  }

  private static JoinPage joinPage(
      Request request, Invitation invitation, String name, String problem) {
    Chrome chrome = Chrome.of("Welcome", Tab.NONE, stranger(request));
    String link = request.parameter("link");
    return switch (invitation) {
      case Invitation.Join join -> {
        boolean first = join.madeBy().equals("slipway");
        String lead =
            first
                ? "You are the first one here, and will be admin of this server."
                : join.madeBy() + " invites you as " + AuditText.grant(join.grant()) + ".";
        yield new JoinPage(chrome, link, "Welcome to Slipway", lead, "", name, problem);
      }
      case Invitation.Reset reset ->
          new JoinPage(
              chrome,
              link,
              "A new password",
              "This link sets another password for " + reset.user() + ".",
              reset.user(),
              name,
              problem);
    };
  }

  private Response join(Request request) {
    String link = request.parameter("link");
    Optional<Invitation> invitation = access.invitations().look(link);
    if (invitation.isEmpty()) {
      return worthless(request);
    }
    String name = request.form().text("name").orElse("");
    Secret password = Secret.of(request.form().text("password").orElse(""));
    try {
      Sessions.Try.In in =
          access.invitations().use(link, name, password, request.remote(), agent(request));
      return inside(request, in, "/");
    } catch (SlipwayException e) {
      String problem = String.valueOf(e.getMessage());
      return again(e.code().httpStatus(), joinPage(request, invitation.get(), name, problem));
    }
  }
}
