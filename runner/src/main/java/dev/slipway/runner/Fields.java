package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of one JSON object by name; those that nobody asks for do not matter. */
final class Fields {
  private final Map<String, Object> members;

  private Fields(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads an object whose opening brace is the current token, up to its closing one. */
  static Fields read(JsonParser json) {
    Map<String, Object> members = new HashMap<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      members.put(name, value);
    }
    return new Fields(members);
  }

  private static Object value(JsonParser json) {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> read(json);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> Optional.ofNullable(json.getString()).orElse("");
    };
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  long number(String name) {
    if (members.get(name) instanceof Long number) {
      return number;
    }
    throw missing(name);
  }

  OptionalInt optionalNumber(String name) {
    return members.get(name) instanceof Long number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  Duration millis(String name) {
    return Duration.ofMillis(number(name));
  }

  List<String> texts(String name) {
    return items(name).stream().map(String::valueOf).toList();
  }

  List<Fields> objects(String name) {
    return items(name).stream().filter(Fields.class::isInstance).map(Fields.class::cast).toList();
  }

  private List<?> items(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  private static SlipwayException missing(String name) {
    return new SlipwayException(
        ErrorCode.CORRUPT, "the journal holds an event without its field '" + name + "'");
  }
}
