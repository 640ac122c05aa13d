package dev.slipway.server.web;

import dev.slipway.store.LogLine;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Some lines of a log as they stand in a page: numbered, with a link each, groups marked so that
 * they can be folded, and what the runner wrote for the reader in a colour of its own.
 *
 * @param address of the page the line numbers lead to; empty for the page they stand in
 * @param find what is marked in them; nothing if empty
 * @param inGroup whether the first line is inside a group that began before
 */
record LogRows(List<LogLine> lines, String address, String find, boolean inGroup)
    implements Content {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String END_GROUP = "##[endgroup]";

  /** What a line is, by what the runner writes before it. */
  private enum Kind {
    GROUP("##[group]", " group"),
    ERROR("##[error]", " error"),
    WARNING("##[warning]", " warning"),
    NOTICE("##[notice]", " notice-line"),
    DEBUG("##[debug]", " debug"),
    COMMAND("##[command]", " command"),
    BARE_COMMAND("[command]", " command"),
    PLAIN("", "");

    private final String prefix;
    private final String style;

    Kind(String prefix, String style) {
      this.prefix = prefix;
      this.style = style;
    }

    static Kind of(String text) {
      if (text.isEmpty() || (text.charAt(0) != '#' && text.charAt(0) != '[')) {
        return PLAIN;
      }
      for (Kind kind : values()) {
        if (text.startsWith(kind.prefix)) {
          return kind;
        }
      }
      return PLAIN;
    }
  }

  /** Copies the list. */
  LogRows {
    lines = List.copyOf(lines);
  }

  /** Whether a line behind these is inside a group. */
  boolean endsInGroup() {
    boolean inside = inGroup;
    for (LogLine line : lines) {
      if (line.text().startsWith(Kind.GROUP.prefix)) {
        inside = true;
      } else if (line.text().startsWith(END_GROUP)) {
        inside = false;
      }
    }
    return inside;
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(text());
  }

  /** The lines as HTML. */
  String text() {
    StringBuilder text = new StringBuilder(256 * lines.size());
    AnsiHtml html = new AnsiHtml(find);
    boolean inside = inGroup;
    for (LogLine line : lines) {
      if (line.text().startsWith(END_GROUP)) {
        inside = false;
        continue;
      }
      Kind kind = Kind.of(line.text());
      inside = inside && kind != Kind.GROUP;
      text.append(row(line, kind, inside, html));
      inside = inside || kind == Kind.GROUP;
    }
    return text.toString();
  }

  private String row(LogLine line, Kind kind, boolean inside, AnsiHtml html) {
    String number = Long.toString(line.number());
    return "<div class=\"ll"
        + kind.style
        + (inside ? " in" : "")
        + (address.isEmpty() ? "\" id=\"L" + number : "")
        + "\"><a class=\"ln\" href=\""
        + Html.escape(address)
        + "#L"
        + number
        + "\">"
        + number
        + "</a><time class=\"lt\">"
        + CLOCK.format(line.at())
        + "</time><span class=\"lx\">"
        + html.line(line.text().substring(kind.prefix.length()))
        + "</span></div>\n";
  }
}
