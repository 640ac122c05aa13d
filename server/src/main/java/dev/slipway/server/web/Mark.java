package dev.slipway.server.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** A state in three forms at once: a colour, an icon and a word; written as a badge. */
record Mark(Tone tone, Icon icon, String word) implements Content {
  /** The icon alone; its word is there for who does not see it. */
  Content alone() {
    return output -> {
      output.writeUserContent(icon.in(tone));
      output.writeContent("<span class=\"hidden-text\">");
      output.writeContent(Html.escape(word));
      output.writeContent("</span>");
    };
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent("<span class=\"badge ");
    output.writeContent(tone.style());
    output.writeContent("\">");
    output.writeUserContent(icon.svg());
    output.writeContent(Html.escape(word));
    output.writeContent("</span>");
  }
}
