package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one JSON object of an event by name, for the codecs of the rooms; those that
 * nobody asks for do not matter.
 */
public final class EventFields {
  private final Map<String, Object> members;

  private EventFields(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads an object whose opening brace is the current token, up to its closing one. */
  public static EventFields read(JsonParser json) {
    Map<String, Object> members = new HashMap<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      members.put(name, value);
    }
    return new EventFields(members);
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

  /** Writes a member, unless there is nothing to write. */
  public static void write(JsonGenerator json, String name, Optional<String> text) {
    text.ifPresent(there -> json.writeStringProperty(name, there));
  }

  /** Writes a member that is an array of texts. */
  public static void write(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /** The names of all members. */
  public Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  /** The text of a member that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** The text of a member. */
  public Optional<String> optionalText(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The whole number of a member that must be there. */
  public long number(String name) {
    if (members.get(name) instanceof Long number) {
      return number;
    }
    throw missing(name);
  }

  /** The whole number of a member. */
  public OptionalInt optionalNumber(String name) {
    return members.get(name) instanceof Long number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  /** The duration of a member that must be there, written in milliseconds. */
  public Duration millis(String name) {
    return Duration.ofMillis(number(name));
  }

  /** The texts of an array; none when there is no such member. */
  public List<String> texts(String name) {
    return items(name).stream().map(String::valueOf).toList();
  }

  /** Whether a member is there and true. */
  public boolean flag(String name) {
    return "true".equals(members.get(name));
  }

  /** The object that is a member. */
  public Optional<EventFields> object(String name) {
    return members.get(name) instanceof EventFields fields ? Optional.of(fields) : Optional.empty();
  }

  /** The objects of an array; none when there is no such member. */
  public List<EventFields> objects(String name) {
    return items(name).stream()
        .filter(EventFields.class::isInstance)
        .map(EventFields.class::cast)
        .toList();
  }

  private List<?> items(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  private static SlipwayException missing(String name) {
    return new SlipwayException(
        ErrorCode.CORRUPT, "the journal holds an event without its field '" + name + "'");
  }
}
