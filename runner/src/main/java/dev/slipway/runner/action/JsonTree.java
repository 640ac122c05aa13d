package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Small JSON documents as maps, lists, texts, numbers and booleans. */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_DEPTH = 100;

  private JsonTree() {}

  /** The object the text holds; empty when it is no JSON object. */
  static Map<String, Object> object(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? object(parser, 0) : Map.of();
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** The value below nested objects; empty when one of the names is not there. */
  static Optional<Object> at(Object root, String... names) {
    Optional<Object> value = Optional.of(root);
    for (String name : names) {
      value =
          value.flatMap(
              parent ->
                  parent instanceof Map<?, ?> map
                      ? Optional.ofNullable(map.get(name))
                      : Optional.empty());
    }
    return value;
  }

  private static Map<String, Object> object(JsonParser parser, int depth) {
    var object = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      value(parser, depth + 1).ifPresent(value -> object.put(name, value));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser, int depth) {
    var array = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser, depth + 1).ifPresent(array::add);
    }
    return array;
  }

  // Nothing this reads nests deep; what does is skipped.
  private static Optional<Object> value(JsonParser parser, int depth) {
    JsonToken token = parser.currentToken();
    if (depth > MAX_DEPTH) {
      parser.skipChildren();
      return Optional.empty();
    }
    return switch (token) {
      case START_OBJECT -> Optional.of(object(parser, depth));
      case START_ARRAY -> Optional.of(array(parser, depth));
      case VALUE_STRING -> Optional.of(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
