package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

/** The fields of a JSON object, asked for by name; a missing or wrong one is INVALID_INPUT. */
final class JsonFields {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> fields;

  private JsonFields(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** The object that the text is; an empty text is an object without fields. */
  static JsonFields parse(String text) {
    if (text.isBlank()) {
      return new JsonFields(Map.of());
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("this is not a JSON object");
      }
      JsonFields read = new JsonFields(fieldsOf(parser));
      if (parser.nextToken() != null) {
        throw invalid("something follows the JSON object");
      }
      return read;
    } catch (JacksonException malformed) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "this is not JSON: " + malformed.getOriginalMessage(),
          malformed);
    }
  }

  private static Map<String, Object> fieldsOf(JsonParser parser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      valueOf(parser).ifPresent(value -> fields.put(name, value));
    }
    return fields;
  }

  /** Empty for null. */
  private static Optional<Object> valueOf(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(new JsonFields(fieldsOf(parser)));
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          valueOf(parser).ifPresent(items::add);
        }
        yield Optional.of(items);
      }
      case VALUE_STRING -> Optional.of(parser.getString());
      case VALUE_NUMBER_INT -> Optional.of(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      case VALUE_NULL -> Optional.empty();
      default -> throw invalid("the JSON ends early");
    };
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class);
  }

  long number(String name) {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  Optional<Long> optionalNumber(String name) {
    return optional(name, Long.class);
  }

  /** A whole number that an int holds. */
  int integer(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw invalid("the number '" + name + "' is beyond all bounds");
    }
    return (int) number;
  }

  Path path(String name) {
    return path(name, text(name));
  }

  /** The paths of a list; none when it is not there. */
  List<Path> paths(String name) {
    return texts(name).stream().map(text -> path(name, text)).toList();
  }

  private static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException noPath) {
      throw invalid("'" + name + "' is no path");
    }
  }

  /** False when it is not there. */
  boolean flag(String name) {
    return optional(name, Boolean.class).orElse(false);
  }

  JsonFields object(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  Optional<JsonFields> optionalObject(String name) {
    return optional(name, JsonFields.class);
  }

  /** The objects of a list; none when it is not there. */
  List<JsonFields> objects(String name) {
    return list(name, JsonFields.class);
  }

  /** The texts of a list; none when it is not there. */
  List<String> texts(String name) {
    return list(name, String.class);
  }

  /** The whole numbers of a list; none when it is not there. */
  List<Long> numbers(String name) {
    return list(name, Long.class);
  }

  private <T> List<T> list(String name, Class<T> type) {
    List<?> found = optional(name, List.class).orElse(List.of());
    List<T> items = new ArrayList<>();
    for (Object item : found) {
      if (!type.isInstance(item)) {
        throw invalid("the list '" + name + "' holds something else than it should");
      }
      items.add(type.cast(item));
    }
    return items;
  }

  private <T> Optional<T> optional(String name, Class<T> type) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw invalid("the field '" + name + "' is of another kind than it should be");
    }
    return Optional.of(type.cast(value));
  }

  private static SlipwayException missing(String name) {
    return invalid("the field '" + name + "' is missing");
  }

  static SlipwayException invalid(String what) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, what);
  }
}
