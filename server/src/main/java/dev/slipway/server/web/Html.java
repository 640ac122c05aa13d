package dev.slipway.server.web;

/** Text as it may stand in a page, between tags and in quoted attributes. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    escape(text, 0, text.length(), html);
    return html.toString();
  }

  /** Adds a part of the text; characters that no page may hold become U+FFFD. */
  static void escape(CharSequence text, int from, int to, StringBuilder html) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&#34;");
        case '\'' -> html.append("&#39;");
        default -> html.append(isAllowed(c) ? c : '\uFFFD');
      }
    }
  }

  private static boolean isAllowed(char c) {
    return (c >= ' ' && c != 0x7f) || c == '\t' || c == '\n';
  }
}
