package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.access.Access;
import dev.slipway.server.access.Audit;
import dev.slipway.server.access.Grant;
import dev.slipway.server.access.User;
import dev.slipway.server.http.Content;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import dev.slipway.store.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The pages of the administration: users, the audit log, how the server is set up. */
public final class AdminRoutes {
  private static final int LINES = 50;

  private final Access access;
  private final InstantSource clock;
  private final Supplier<Map<String, String>> facts;
  private final Pages pages = new Pages();

  /**
   * The administration.
   *
   * @param facts how the server is set up, in the order of the page
   */
  public AdminRoutes(Access access, InstantSource clock, Supplier<Map<String, String>> facts) {
    this.access = access;
    this.clock = clock;
    this.facts = facts;
  }

  /** Its routes, for admins of the server only. */
  public List<Route> routes() {
    Rule admin = Rule.role(Role.ADMIN, Scope.server());
    return List.of(
        Route.get("/users", admin, request -> users(200, request, "", "", "")),
        Route.post("/users/invite", admin, this::invite),
        Route.post("/users/{user}/roles", admin, this::changeRole),
        Route.post("/users/{user}/reset", admin, this::reset),
        Route.post("/users/{user}/remove", admin, this::remove),
        Route.get("/audit", admin, this::audit),
        Route.get("/settings", admin, this::settings));
  }

  private Response users(int status, Request request, String link, String linkFor, String problem) {
    Instant now = clock.instant();
    List<UsersPage.Row> rows = access.users().all().stream().map(user -> row(user, now)).toList();
    Chrome chrome = Chrome.of("Users", Tab.NONE, AccountRoutes.viewer(request));
    return new Response.Html(
        status, Content.of(pages.page(new UsersPage(chrome, rows, link, linkFor, problem))));
  }

  private static UsersPage.Row row(User user, Instant now) {
    List<UsersPage.RoleRow> roles =
        user.grants().stream()
            .map(
                grant ->
                    new UsersPage.RoleRow(
                        grant.place().text(),
                        AuditText.place(grant.place()),
                        AuditText.role(grant.role())))
            .toList();
    return new UsersPage.Row(
        user.name(), user.removed().isPresent(), roles, new When(user.joined(), now));
  }

  private Response invite(Request request) {
    try {
      Grant grant = AccountRoutes.grant(request.form());
      Secret link = access.invitations().invite(request.caller().name(), grant);
      return users(
          200,
          request,
          link(request, link),
          "A link to join as " + AuditText.grant(grant) + ", good for a week",
          "");
    } catch (SlipwayException e) {
      return refused(request, e);
    }
  }

  private static String link(Request request, Secret link) {
    return request.origin() + "/join/" + link.reveal();
  }

  private Response refused(Request request, SlipwayException e) {
    if (e.code().kind() != ErrorCode.Kind.USER) {
      throw e;
    }
    return users(e.code().httpStatus(), request, "", "", String.valueOf(e.getMessage()));
  }

  private Response changeRole(Request request) {
    Form form = request.form();
    try {
      access
          .users()
          .change(
              request.caller().name(),
              request.parameter("user"),
              Place.parse(form.required("place").strip()),
              form.text("role").map(AccountRoutes::role));
      return Response.redirect("/users");
    } catch (SlipwayException e) {
      return refused(request, e);
    }
  }

  private Response reset(Request request) {
    String user = request.parameter("user");
    try {
      Secret link = access.invitations().reset(request.caller().name(), user);
      return users(
          200,
          request,
          link(request, link),
          "A link for a new password of " + user + ", good for a day",
          "");
    } catch (SlipwayException e) {
      return refused(request, e);
    }
  }

  private Response remove(Request request) {
    try {
      access.users().remove(request.caller().name(), request.parameter("user"));
      return Response.redirect("/users");
    } catch (SlipwayException e) {
      return refused(request, e);
    }
  }

  private Response audit(Request request) {
    Instant now = clock.instant();
    List<AuditPage.Row> rows =
        access.audit().before(before(request), LINES).stream().map(line -> row(line, now)).toList();
    Optional<String> older =
        rows.size() < LINES
            ? Optional.empty()
            : Optional.of("/audit?before=" + rows.getLast().seq());
    Optional<Notice> finding =
        request.query().has("verify")
            ? Optional.of(notice(access.audit().verify()))
            : Optional.empty();
    Chrome chrome = Chrome.of("Audit log", Tab.NONE, AccountRoutes.viewer(request));
    return Response.html(pages.page(new AuditPage(chrome, rows, finding, older)));
  }

  private static long before(Request request) {
    try {
      return request.query().text("before").map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "'before' is a number", e);
    }
  }

  private static AuditPage.Row row(Audit.Line line, Instant now) {
    return new AuditPage.Row(
        line.entry().seq(),
        line.entry().actor(),
        AuditText.of(line.entry()),
        new When(line.entry().at(), now),
        line.hash());
  }

  private static Notice notice(Audit.Finding finding) {
    return switch (finding) {
      case Audit.Finding.Whole whole ->
          new Notice(
              new Mark(Tone.GOOD, Icon.DONE, "good"),
              "All " + whole.lines() + " lines are what was written.",
              "Note the newest hash outside of this server: " + whole.hash(),
              "",
              "");
      case Audit.Finding.Broken broken ->
          new Notice(
              new Mark(Tone.BAD, Icon.FAILED, "broken"),
              "From entry " + broken.seq() + " on, the log is not what was written.",
              broken.why(),
              "",
              "");
    };
  }

  private Response settings(Request request) {
    List<SettingsPage.Fact> all =
        facts.get().entrySet().stream()
            .map(each -> new SettingsPage.Fact(each.getKey(), each.getValue()))
            .toList();
    Chrome chrome = Chrome.of("Settings", Tab.NONE, AccountRoutes.viewer(request));
    return Response.html(pages.page(new SettingsPage(chrome, all)));
  }
}
