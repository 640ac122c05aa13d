package dev.slipway.server.web;

import dev.slipway.server.http.Content;
import dev.slipway.server.http.ErrorPages;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;

/** Says on a page of ours why something cannot be answered. Thread-safe. */
public final class MessagePages implements ErrorPages {
  private final Pages pages = new Pages();

  @Override
  public Content page(Request request, Response.Problem problem) {
    String heading = heading(problem.status());
    Viewer viewer =
        new Viewer(
            request.caller().isSignedIn() ? request.caller().name() : "",
            request.caller().may(Role.ADMIN, Place.server()),
            0,
            request.csrf());
    MessagePage page =
        new MessagePage(
            Chrome.of(heading, Tab.NONE, viewer),
            icon(problem.status()),
            heading,
            problem.detail());
    return Content.of(pages.page(page));
  }

  private static String heading(int status) {
    return switch (status) {
      case 401 -> "Sign in first";
      case 403 -> "You may not do this";
      case 404 -> "There is nothing here";
      case 429 -> "Too many requests";
      default -> status < 500 ? "This cannot be done" : "Something went wrong";
    };
  }

  private static Icon icon(int status) {
    return switch (status) {
      case 401, 403 -> Icon.LOCK;
      case 404 -> Icon.SEARCH;
      case 429 -> Icon.CLOCK;
      default -> status < 500 ? Icon.INFO : Icon.WARNING;
    };
  }
}
