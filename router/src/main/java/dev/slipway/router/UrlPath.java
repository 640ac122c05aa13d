package dev.slipway.router;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Paths of requests as the names of files, RFC 3986. */
final class UrlPath {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private UrlPath() {}

  /**
   * The decoded path of a request target, without its query; empty when it is not the name of
   * anything: no leading slash, a bad escape, a control character, or a step up.
   */
  static Optional<String> decode(String target) {
    int end = target.indexOf('?');
    String path = end < 0 ? target : target.substring(0, end);
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(path.length() * 2);
    for (int at = 0; at < path.length(); at++) {
      char each = path.charAt(at);
      int value = each;
      if (each == '%') {
        value = escaped(path, at);
        at += 2;
      }
      if (value < ' ' || value == '\\' || value > 255) {
        return Optional.empty();
      }
      bytes.put((byte) value);
    }
    return text(bytes.flip()).filter(UrlPath::isPlain);
  }

  private static int escaped(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    if (high < 0 || low < 0) {
      return -1;
    }
    return high * 16 + low;
  }

  private static Optional<String> text(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String path) {
    for (String step : path.split("/", -1)) {
      if (step.equals("..") || step.equals(".")) {
        return false;
      }
    }
    return !path.contains("//");
  }

  /** The path with everything escaped that a header cannot hold. */
  static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xFF);
      if (character < 128
          && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0)) {
        encoded.append(character);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit((each >> 4) & 15, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
      }
    }
    return encoded.toString();
  }
}
