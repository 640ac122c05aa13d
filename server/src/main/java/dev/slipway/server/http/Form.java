package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields with their values, as forms and queries have them; immutable. */
public final class Form {
  private static final int MOST_FIELDS = 1000;
  private static final Form EMPTY = new Form(Map.of());

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** The fields of a text in the form {@code a=1&b=2} of the URL standard. */
  static Form parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    String[] parts = text.split("&", -1);
    if (parts.length > MOST_FIELDS) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a form has at most " + MOST_FIELDS + " fields");
    }
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        fields
            .computeIfAbsent(decode(part.substring(0, equals)), _ -> new ArrayList<>())
            .add(decode(part.substring(equals + 1)));
      } else if (!part.isEmpty()) {
        fields.computeIfAbsent(decode(part), _ -> new ArrayList<>()).add("");
      }
    }
    return new Form(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a percent sign is followed by two hexadecimal digits", e);
    }
  }

  /** The value of a field that is there and not empty. */
  public Optional<String> text(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  /** The value of a field that must be there. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.INVALID_INPUT, "the field '" + name + "' is missing"));
  }

  /** All values of a field. */
  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  /** Whether a field is there, as a ticked box is. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** All fields, each with its first value. */
  public Map<String, String> fields() {
    Map<String, String> first = new LinkedHashMap<>();
    fields.forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }
}
