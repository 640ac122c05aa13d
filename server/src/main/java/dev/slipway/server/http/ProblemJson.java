package dev.slipway.server.http;

/** Problems as JSON documents (RFC 9457); written by hand, because this room knows no JSON. */
final class ProblemJson {
  private ProblemJson() {}

  static Content of(Response.Problem problem) {
    StringBuilder json = new StringBuilder(128);
    json.append("{\"type\":\"about:blank\",\"status\":").append(problem.status());
    json.append(",\"code\":");
    quote(json, problem.code());
    json.append(",\"detail\":");
    quote(json, problem.detail());
    return Content.of(json.append("}\n").toString());
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        default -> {
          if (each < ' ' || (Character.isSurrogate(each) && !paired(text, i))) {
            json.append("\\u").append(Integer.toHexString(0x10000 | each).substring(1));
          } else {
            json.append(each);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean paired(String text, int at) {
    char each = text.charAt(at);
    return Character.isHighSurrogate(each)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
