package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request.
 *
 * @param segments the path between its slashes, each decoded
 * @param headers the first value of each, by its name in small letters
 */
record RequestHead(
    String method,
    String target,
    List<String> segments,
    Form query,
    Map<String, String> headers,
    String remote,
    boolean secure) {
  private static final int HEXADECIMAL = 16;

  RequestHead {
    segments = List.copyOf(segments);
    headers = Map.copyOf(headers);
  }

  static RequestHead of(
      String method, String target, Map<String, String> headers, String remote, boolean secure) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new RequestHead(
        method, target, segments(path), Form.parse(query), headers, remote, secure);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String part : PathTemplate.split(path)) {
      String segment = decode(part);
      if (segment.equals(".") || segment.equals("..") || segment.indexOf('\0') >= 0) {
        throw wrong("a path has no segment '.' or '..'");
      }
      segments.add(segment);
    }
    return segments;
  }

  private static String decode(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = part.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], HEXADECIMAL) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], HEXADECIMAL) : -1;
      if (high < 0 || low < 0) {
        throw wrong("a percent sign is followed by two hexadecimal digits");
      }
      bytes.write(high * HEXADECIMAL + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "the path is not UTF-8", e);
    }
  }

  private static SlipwayException wrong(String why) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, why);
  }

  String path() {
    return "/" + String.join("/", segments);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> cookie(String name) {
    for (String pair : headers.getOrDefault("cookie", "").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        return Optional.of(pair.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }
}
