package dev.slipway.server.http;

/** Makes the page that people get when something cannot be answered. */
@FunctionalInterface
public interface ErrorPages {
  /** The page as HTML. */
  Content page(Request request, Response.Problem problem);

  /** A page with nothing but the words. */
  static ErrorPages plain() {
    return (_, problem) ->
        Content.of(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>"
                + problem.status()
                + " · Slipway</title><h1>"
                + problem.status()
                + "</h1><p>"
                + escape(problem.detail())
                + "</p><p><a href=\"/\">Slipway</a></p></html>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
