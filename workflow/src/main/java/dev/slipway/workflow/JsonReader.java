package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads a JSON text into values; the only class that touches the JSON tokenizer. */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Json.DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .build();

  private JsonReader() {}

  static Value read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw ExpressionException.evaluation(
            "Error reading JToken from JsonReader. Path '', line 0, position 0.");
      }
      Value value = value(parser, first);
      if (parser.nextToken() != null) {
        throw failure("additional text after the value", parser);
      }
      return value;
    } catch (JacksonException e) {
      throw ExpressionException.evaluation(
          "Error parsing fromJson: " + e.getOriginalMessage() + place(e));
    }
  }

  private static Value value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> Value.none();
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.of(Double.parseDouble(parser.getString()));
      case VALUE_STRING -> Value.of(parser.getString());
      case START_ARRAY -> array(parser);
      case START_OBJECT -> object(parser);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw failure("unexpected " + token, parser);
    };
  }

  private static Value array(JsonParser parser) {
    List<Value> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new ArrayValue(items);
  }

  private static Value object(JsonParser parser) {
    ObjectValue.Builder members = ObjectValue.builder();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      members.put(name, value(parser, parser.nextToken()));
    }
    return members.build();
  }

  private static ExpressionException failure(String what, JsonParser parser) {
    return ExpressionException.evaluation(
        "Error parsing fromJson: "
            + what
            + " at line "
            + parser.currentTokenLocation().getLineNr()
            + ", column "
            + parser.currentTokenLocation().getColumnNr());
  }

  private static String place(JacksonException e) {
    if (e.getLocation() == null || e.getLocation().getLineNr() < 0) {
      return "";
    }
    return " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
