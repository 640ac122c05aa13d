package dev.slipway.router;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How one file is sent: precompressed, not again (RFC 9110 section 13), or a part (section 14). */
final class SiteFileReply {
  private SiteFileReply() {}

  static SiteReply of(SiteFile file, Site.Request request) {
    Optional<String> encoding = encoding(file, request);
    Map<String, String> headers = headers(file, encoding);
    if (isKnown(file, encoding, request)) {
      headers.remove("content-type");
      return new SiteReply(304, headers, new SiteReply.Body.None());
    }
    if (encoding.isEmpty()) {
      headers.put("accept-ranges", "bytes");
      Optional<String> range = request.header("range").filter(wanted -> mayBePart(file, request));
      if (range.isPresent()) {
        return part(file, range.get(), headers);
      }
    }
    return new SiteReply(200, headers, whole(file, encoding));
  }

  /** The site's own page for what is not there. */
  static SiteReply notFound(SiteFile page, Site.Request request) {
    Optional<String> encoding = encoding(page, request);
    Map<String, String> headers = headers(page, encoding);
    headers.remove("etag");
    headers.put("cache-control", "no-store");
    return new SiteReply(404, headers, whole(page, encoding));
  }

  private static SiteReply.Body whole(SiteFile file, Optional<String> encoding) {
    if (encoding.isPresent()) {
      SiteFile.Encoded form = file.encodings().get(encoding.get());
      if (form != null) {
        return new SiteReply.Body.Stretch(form.path(), 0, form.length());
      }
    }
    return new SiteReply.Body.Stretch(file.path(), 0, file.length());
  }

  private static Map<String, String> headers(SiteFile file, Optional<String> encoding) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", file.contentType());
    headers.put("cache-control", file.cacheControl());
    headers.put("etag", etag(file, encoding));
    headers.put("x-content-type-options", "nosniff");
    if (!file.encodings().isEmpty()) {
      headers.put("vary", "accept-encoding");
    }
    encoding.ifPresent(name -> headers.put("content-encoding", name));
    return headers;
  }

  /** Each form of a file is another representation and needs a tag of its own. */
  private static String etag(SiteFile file, Optional<String> encoding) {
    String tag = file.etag();
    return encoding.map(name -> tag.substring(0, tag.length() - 1) + "-" + name + '"').orElse(tag);
  }

  private static Optional<String> encoding(SiteFile file, Site.Request request) {
    String accepted = request.header("accept-encoding").orElse("");
    for (String name : new String[] {"br", "gzip"}) {
      if (file.encodings().containsKey(name) && accepts(accepted, name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static boolean accepts(String header, String encoding) {
    for (String each : header.split(",", -1)) {
      String[] parts = each.strip().split(";", 2);
      if (parts[0].strip().equalsIgnoreCase(encoding)) {
        return parts.length == 1 || !isZero(parts[1].strip());
      }
    }
    return false;
  }

  private static boolean isZero(String quality) {
    return quality.startsWith("q=0") && quality.chars().skip(3).allMatch(c -> c == '.' || c == '0');
  }

  private static boolean isKnown(SiteFile file, Optional<String> encoding, Site.Request request) {
    Optional<String> known = request.header("if-none-match");
    if (known.isEmpty()) {
      return false;
    }
    String tag = etag(file, encoding);
    for (String each : known.get().split(",", -1)) {
      String candidate = each.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  /** A part of another version than the client has would spoil what it has. */
  private static boolean mayBePart(SiteFile file, Site.Request request) {
    return request.header("if-range").map(tag -> tag.equals(file.etag())).orElse(true);
  }

  private static SiteReply part(SiteFile file, String range, Map<String, String> headers) {
    long length = file.length();
    long from = 0;
    long to = length - 1;
    try {
      if (!range.startsWith("bytes=") || range.indexOf(',') >= 0) {
        return new SiteReply(200, headers, whole(file, Optional.empty()));
      }
      int dash = range.indexOf('-');
      String first = range.substring(6, dash).strip();
      String last = range.substring(dash + 1).strip();
      if (first.isEmpty()) {
        from = Math.max(0, length - Long.parseLong(last));
      } else {
        from = Long.parseLong(first);
        if (!last.isEmpty()) {
          to = Math.min(to, Long.parseLong(last));
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
      return new SiteReply(200, headers, whole(file, Optional.empty()));
    }
    if (from > to || from < 0) {
      headers.put("content-range", "bytes */" + length);
      return new SiteReply(416, headers, new SiteReply.Body.None());
    }
    headers.put("content-range", "bytes " + from + "-" + to + "/" + length);
    return new SiteReply(
        206, headers, new SiteReply.Body.Stretch(file.path(), from, to - from + 1));
  }
}
