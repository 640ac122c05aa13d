package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventCodecs.TypeName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The public NDJSON form of the journal: one entry a line ({@code docs/journal.md}); safe for use
 * by many threads.
 */
public final class EntryFormat {
  /** The longest line, with its line break; a journal refuses longer ones. */
  static final int MAX_LINE = 8 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final EventCodecs codecs;

  /** The form in which events of {@code codecs} are readable. */
  public EntryFormat(EventCodecs codecs) {
    this.codecs = codecs;
  }

  /** The line of {@code entry} as UTF-8, with its line break. */
  public byte[] encode(Entry entry) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeNumberProperty("seq", entry.seq());
      json.writeStringProperty("at", Timestamps.format(entry.at()));
      json.writeStringProperty("actor", entry.actor());
      if (entry.cause().isPresent()) {
        json.writeNumberProperty("cause", entry.cause().getAsLong());
      } else {
        json.writeNullProperty("cause");
      }
      json.writeStringProperty("subject", entry.subject());
      json.writeStringProperty("type", entry.type());
      json.writeNumberProperty("version", entry.version());
      json.writeName("event");
      writeEvent(entry.event(), json);
      json.writeEndObject();
    }
    line.write('\n');
    if (line.size() > MAX_LINE) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "The entry of type '"
              + entry.type()
              + "' about '"
              + entry.subject()
              + "' is longer than the journal takes ("
              + MAX_LINE
              + " bytes); put its content in the blob store and journal the digest");
    }
    return line.toByteArray();
  }

  /** The entry numbered {@code seq} that {@code draft} becomes. */
  Entry number(long seq, Instant at, Draft draft) {
    TypeName name = codecs.nameOf(draft.event());
    return new Entry(
        seq,
        at,
        draft.actor(),
        draft.cause(),
        draft.subject(),
        name.type(),
        name.version(),
        draft.event());
  }

  /** The fields of {@code event} as a JSON object on one line. */
  String encodeEvent(Event event) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      writeEvent(event, json);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /**
   * The event whose fields {@link #encodeEvent} wrote.
   *
   * @throws SlipwayException INVALID_INPUT if they are not such a text, CORRUPT if one is missing
   */
  Event decodeEvent(String type, int version, String fields) {
    try {
      return readRaw(type, version, fields);
    } catch (JacksonException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads the entry that stands in {@code length} bytes from {@code offset}, without the line
   * break.
   *
   * @throws SlipwayException INVALID_INPUT if that is not an entry; the message says why
   */
  public Entry decode(byte[] line, int offset, int length) {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line, offset, length)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("event")) {
          readEvent(json, fields, line, offset);
        } else {
          fields.read(name, json);
        }
      }
      expect(json.nextToken() == null, "something stands behind the object");
      return fields.entry(this);
    } catch (JacksonException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "'at' is not an ISO-8601 instant", e);
    }
  }

  private void writeEvent(Event event, JsonGenerator json) {
    if (event instanceof UnknownEvent unknown) {
      json.writeRawValue(unknown.json());
      return;
    }
    json.writeStartObject();
    codecs.write(event, json);
    json.writeEndObject();
  }

  /** Reads the event at once when its type is already known, else keeps its text for the end. */
  private void readEvent(JsonParser json, Fields fields, byte[] line, int offset) {
    expect(json.currentToken() == JsonToken.START_OBJECT, "'event' is not an object");
    EventCodec<?> codec = fields.typed() ? codecs.reader(fields.type, fields.version) : null;
    if (codec != null) {
      fields.event = codec.read(fields.type, fields.version, EventFields.read(json));
      return;
    }
    int from = offset + (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    int to = offset + (int) json.currentTokenLocation().getByteOffset() + 1;
    fields.raw = new String(line, from, to - from, StandardCharsets.UTF_8);
  }

  private Event readRaw(String type, int version, String raw) {
    EventCodec<?> codec = codecs.reader(type, version);
    if (codec == null) {
      return new UnknownEvent(type, version, raw);
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), raw)) {
      json.nextToken();
      return codec.read(type, version, EventFields.read(json));
    }
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, otherwise);
    }
  }

  /** The fields of a line, in whatever order they come. */
  private static final class Fields {
    private long seq;
    private @Nullable Instant at;
    private @Nullable String actor;
    private OptionalLong cause = OptionalLong.empty();
    private @Nullable String subject;
    private String type = "";
    private int version;
    private @Nullable Event event;
    private @Nullable String raw;

    boolean typed() {
      return !type.isEmpty() && version > 0;
    }

    void read(String name, JsonParser json) {
      switch (name) {
        case "seq" -> seq = json.getLongValue();
        case "at" -> at = Timestamps.parse(text(name, json));
        case "actor" -> actor = text(name, json);
        case "cause" -> cause = number(json);
        case "subject" -> subject = text(name, json);
        case "type" -> type = text(name, json);
        case "version" -> version = json.getIntValue();
        default -> json.skipChildren();
      }
    }

    Entry entry(EntryFormat format) {
      if (at == null || actor == null || subject == null || !typed()) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT,
            "one of seq, at, actor, subject, type, version is missing or empty");
      }
      if (event == null && raw != null) {
        event = format.readRaw(type, version, raw);
      }
      if (event == null) {
        throw new SlipwayException(ErrorCode.INVALID_INPUT, "'event' is missing");
      }
      return new Entry(seq, at, actor, cause, subject, type, version, event);
    }

    private static String text(String name, JsonParser json) {
      expect(json.currentToken() == JsonToken.VALUE_STRING, "'" + name + "' is not a string");
      return json.getString();
    }

    private static OptionalLong number(JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(json.getLongValue());
    }
  }
}
