package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object of a file of ours, whose members are asked for by name and type; one that is not
 * there is CORRUPT.
 *
 * @param where the file, for messages
 */
record JsonObject(Map<String, Object> members, String where) {
  private static final JsonFactory JSON = new JsonFactory();

  static JsonObject parse(byte[] bytes, String where) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw damaged(where, "it holds no JSON object", null);
      }
      return new JsonObject(members(parser), where);
    } catch (JacksonException e) {
      throw damaged(where, "it holds no JSON", e);
    }
  }

  String text(String name) {
    return member(name, String.class);
  }

  Optional<String> optional(String name) {
    return members.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  Instant instant(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw damaged(where, "'" + text + "' is no time", e);
    }
  }

  boolean flag(String name) {
    return member(name, Boolean.class);
  }

  long number(String name) {
    return member(name, Number.class).longValue();
  }

  double decimal(String name) {
    return member(name, Number.class).doubleValue();
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  <E extends Enum<E>> E choice(String name, Class<E> choices) {
    String chosen = text(name);
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equals(chosen)) {
        return choice;
      }
    }
    throw damaged(where, "'" + chosen + "' is no " + name.toLowerCase(Locale.ROOT), null);
  }

  JsonObject object(String name) {
    return asObject(member(name, Map.class));
  }

  List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : member(name, List.class)) {
      objects.add(asObject(typed(name, element, Map.class)));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : member(name, List.class)) {
      texts.add(typed(name, element, String.class));
    }
    return texts;
  }

  Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    object(name).members().forEach((key, value) -> map.put(key, typed(key, value, String.class)));
    return map;
  }

  private JsonObject asObject(Map<?, ?> raw) {
    Map<String, Object> copy = new LinkedHashMap<>();
    raw.forEach((key, value) -> copy.put((String) key, value));
    return new JsonObject(copy, where);
  }

  private <T> T member(String name, Class<T> type) {
    return typed(name, members.get(name), type);
  }

  private <T> T typed(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw damaged(where, "'" + name + "' is missing or of another kind", null);
    }
    return type.cast(value);
  }

  private static Map<String, Object> members(JsonParser parser) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          null;
    };
  }

  private static List<Object> elements(JsonParser parser) {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      if (value != null) {
        elements.add(value);
      }
    }
    return elements;
  }

  private static SlipwayException damaged(String where, String what, @Nullable Throwable cause) {
    return new SlipwayException(
        ErrorCode.CORRUPT, where + " is damaged: " + what + "; delete it and build anew", cause);
  }
}
