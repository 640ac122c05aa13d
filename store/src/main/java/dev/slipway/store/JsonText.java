package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON objects as text. */
public final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /** The object whose members {@code members} writes. */
  public static byte[] object(Consumer<JsonGenerator> members) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toByteArray();
  }

  /** The same on one line that ends with a line feed, as commands print it for other programs. */
  public static String line(Consumer<JsonGenerator> members) {
    return new String(object(members), StandardCharsets.UTF_8) + "\n";
  }

  /**
   * The members of an object.
   *
   * @throws SlipwayException INVALID_INPUT when it is none
   */
  public static EventFields read(byte[] text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        return EventFields.read(json);
      }
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "a JSON object is wanted");
    } catch (JacksonException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "not readable as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
