package dev.slipway.server.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** The text of a plan, with what comes and what goes in colours. */
record PlanText(String text) implements Content {
  @Override
  public void writeTo(TemplateOutput output) {
    StringBuilder html = new StringBuilder(text.length() + 200);
    text.lines()
        .forEach(
            line -> {
              String style = style(line.strip());
              if (style.isEmpty()) {
                html.append(Html.escape(line)).append('\n');
              } else {
                html.append("<span class=\"").append(style).append("\">");
                html.append(Html.escape(line)).append("</span>");
              }
            });
    output.writeContent(html.toString());
  }

  private static String style(String line) {
    if (line.startsWith("release ") || line.startsWith("reads for the first time ")) {
      return "add";
    }
    boolean goes = line.startsWith("replaces ") && !line.equals("replaces nothing");
    return goes || line.startsWith("no longer reads ") ? "drop" : "";
  }
}
