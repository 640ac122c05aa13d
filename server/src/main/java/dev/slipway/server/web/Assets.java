package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that pages need besides themselves, each under an address that holds its digest, so
 * that a browser may keep it for ever.
 */
final class Assets {
  private static final String BASE = "/assets/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";
  private static final String SSE = "/META-INF/resources/webjars/htmx-ext-sse/2.2.2/";
  private static final Assets ALL = new Assets();

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** A file and its kind. */
  record Asset(String mediaType, Content content) {}

  private Assets() {
    add("slipway.css", "text/css; charset=utf-8", resource("slipway.css"));
    add("slipway.js", "text/javascript; charset=utf-8", resource("slipway.js"));
    add("htmx.js", "text/javascript; charset=utf-8", resource(HTMX + "htmx.min.js"));
    add("sse.js", "text/javascript; charset=utf-8", resource(SSE + "sse.js"));
    for (Tone tone : Tone.values()) {
      add("icon-" + tone.style() + ".svg", "image/svg+xml", picture(tone));
    }
  }

  /** The address of a file. */
  static String address(String name) {
    return Optional.ofNullable(ALL.addresses.get(name))
        .orElseThrow(() -> new SlipwayException(ErrorCode.INTERNAL, "no asset " + name));
  }

  /** The address of the picture in a browser's tab. */
  static String icon(Tone tone) {
    return address("icon-" + tone.style() + ".svg");
  }

  /** The file behind the last part of an address. */
  static Optional<Asset> find(String file) {
    return Optional.ofNullable(ALL.files.get(file));
  }

  /** How many bytes a first visit fetches besides the page. */
  static int weight() {
    return ALL.files.entrySet().stream()
        .filter(each -> !each.getKey().startsWith("icon-"))
        .mapToInt(each -> each.getValue().content().length())
        .sum();
  }

  private void add(String name, String mediaType, byte[] bytes) {
    int dot = name.lastIndexOf('.');
    String file = name.substring(0, dot) + "-" + digest(bytes) + name.substring(dot);
    files.put(file, new Asset(mediaType, Content.of(bytes)));
    addresses.put(name, BASE + file);
  }

  private static byte[] picture(Tone tone) {
    String colour =
        switch (tone) {
          case GOOD -> "#1f9d55";
          case BAD -> "#d92d20";
          case WAIT -> "#d98e04";
          case BUSY -> "#2f6fed";
          case IDLE -> "#6b7280";
        };
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
        <rect width="32" height="32" rx="8" fill="%s"/>\
        <path d="M7 18h18l-3.4 6.4a2 2 0 0 1-1.8 1h-7.6a2 2 0 0 1-1.8-1z" fill="#fff"/>\
        <path d="M16 15V6l7 9z" fill="#fff"/></svg>
        """;
    return svg.replace("%s", colour).getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "this JDK has no SHA-256", e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new SlipwayException(ErrorCode.INTERNAL, "this build lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "cannot read " + name, e);
    }
  }
}
