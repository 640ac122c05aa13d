package dev.slipway.server.web;

import java.util.Locale;

/**
 * Turns lines of terminal output into HTML: colours become classes of the style sheet, addresses
 * become links, other control sequences go, and everything else is escaped. Colours last over the
 * end of a line. For use by one thread.
 */
final class AnsiHtml {
  /** What is longer is cut off: nobody reads on, and a page has an end. */
  static final int MAX_SHOWN = 20_000;

  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final String ENDS_OF_ADDRESS = " \t<>\"'`|\\^{}";
  private static final String NOT_LAST_OF_ADDRESS = ".,;:!?)]";

  private final AnsiStyle style = new AnsiStyle();
  private final String find;

  /** Lines in which {@code find}, in upper or lower case, is marked; nothing if it is empty. */
  AnsiHtml(String find) {
    this.find = find.toLowerCase(Locale.ROOT);
  }

  /** The line as HTML. */
  String line(String text) {
    String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    int shown = Math.min(whole.length(), MAX_SHOWN);
    int from = whole.lastIndexOf('\r', shown - 1) + 1;
    StringBuilder html = new StringBuilder(shown - from + 32);
    add(whole, 0, from, new StringBuilder());
    add(whole, from, shown, html);
    if (shown < whole.length()) {
      html.append("<span class=\"d\"> … and ")
          .append(whole.length() - shown)
          .append(" more characters; the raw log has them</span>");
    }
    return html.toString();
  }

  private void add(String text, int from, int to, StringBuilder html) {
    int at = from;
    while (at < to) {
      int escape = text.indexOf(ESCAPE, at);
      int end = escape < 0 || escape > to ? to : escape;
      addStyled(text, at, end, html);
      at = end < to ? sequence(text, end, to) : to;
    }
  }

  /** Obeys the control sequence that begins there; the place behind it. */
  private int sequence(String text, int escape, int to) {
    int at = escape + 1;
    if (at >= to) {
      return to;
    }
    if (text.charAt(at) == ']') {
      return commandEnd(text, at + 1, to);
    }
    if (text.charAt(at) != '[') {
      return at + 1;
    }
    at++;
    int parameters = at;
    while (at < to && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
      at++;
    }
    if (at < to && text.charAt(at) == 'm') {
      style.apply(text.substring(parameters, at));
    }
    return Math.min(to, at + 1);
  }

  /** Behind a command to the terminal, such as a title or a link. */
  private static int commandEnd(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == BELL) {
        return at + 1;
      }
      if (text.charAt(at) == ESCAPE) {
        return Math.min(to, at + 2);
      }
    }
    return to;
  }

  private void addStyled(String text, int from, int to, StringBuilder html) {
    if (from == to) {
      return;
    }
    if (style.isPlain()) {
      addLinked(text, from, to, html);
      return;
    }
    html.append("<span class=\"").append(style.classes()).append("\">");
    addLinked(text, from, to, html);
    html.append("</span>");
  }

  private void addLinked(String text, int from, int to, StringBuilder html) {
    int at = from;
    int address = address(text, at, to);
    while (address >= 0) {
      int end = addressEnd(text, address, to);
      addMarked(text, at, address, html);
      html.append("<a href=\"");
      Html.escape(text, address, end, html);
      html.append("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">");
      addMarked(text, address, end, html);
      html.append("</a>");
      at = end;
      address = address(text, at, to);
    }
    addMarked(text, at, to, html);
  }

  private static int address(String text, int from, int to) {
    int at = text.indexOf("http", from);
    while (at >= 0 && at < to) {
      if (text.startsWith("http://", at) || text.startsWith("https://", at)) {
        return addressEnd(text, at, to) > text.indexOf("//", at) + 2 ? at : -1;
      }
      at = text.indexOf("http", at + 4);
    }
    return -1;
  }

  private static int addressEnd(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) > ' ' && ENDS_OF_ADDRESS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    while (end > from && NOT_LAST_OF_ADDRESS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private void addMarked(String text, int from, int to, StringBuilder html) {
    int at = from;
    if (!find.isEmpty()) {
      for (int hit = find(text, at, to); hit >= 0; hit = find(text, at, to)) {
        Html.escape(text, at, hit, html);
        html.append("<mark>");
        Html.escape(text, hit, hit + find.length(), html);
        html.append("</mark>");
        at = hit + find.length();
      }
    }
    Html.escape(text, at, to, html);
  }

  private int find(String text, int from, int to) {
    for (int at = from; at + find.length() <= to; at++) {
      if (text.regionMatches(true, at, find, 0, find.length())) {
        return at;
      }
    }
    return -1;
  }
}
