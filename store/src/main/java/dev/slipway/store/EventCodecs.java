package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The codecs of all rooms, by type name and by family; immutable. */
public final class EventCodecs {
  private final List<EventCodec<?>> families;
  private final Map<String, EventCodec<?>> byType;

  private EventCodecs(List<EventCodec<?>> families) {
    this.families = List.copyOf(families);
    this.byType = new HashMap<>();
    for (EventCodec<?> codec : this.families) {
      for (String type : codec.types()) {
        if (byType.putIfAbsent(type, codec) != null) {
          throw new SlipwayException(
              ErrorCode.INTERNAL, "Two codecs claim the event type '" + type + "'");
        }
      }
    }
  }

  /** The registry of {@code families}; two that claim one type name are a defect. */
  public static EventCodecs of(EventCodec<?>... families) {
    return new EventCodecs(List.of(families));
  }

  /** The type name and version {@code event} is written with. */
  TypeName nameOf(Event event) {
    if (event instanceof UnknownEvent unknown) {
      return new TypeName(unknown.type(), unknown.version());
    }
    return name(codecOf(event), event);
  }

  /** Writes the fields of {@code event}. */
  void write(Event event, JsonGenerator json) {
    write(codecOf(event), event, json);
  }

  /** The codec that reads {@code type} at {@code version}, if any. */
  @Nullable EventCodec<?> reader(String type, int version) {
    EventCodec<?> codec = byType.get(type);
    if (codec == null || version > codec.version(type)) {
      return null;
    }
    return codec;
  }

  private EventCodec<?> codecOf(Event event) {
    for (EventCodec<?> codec : families) {
      if (codec.family().isInstance(event)) {
        return codec;
      }
    }
    throw new SlipwayException(
        ErrorCode.INTERNAL, "No codec is registered for " + event.getClass().getName());
  }

  private static <E extends Event> TypeName name(EventCodec<E> codec, Event event) {
    String type = codec.type(codec.family().cast(event));
    return new TypeName(type, codec.version(type));
  }

  private static <E extends Event> void write(
      EventCodec<E> codec, Event event, JsonGenerator json) {
    codec.write(codec.family().cast(event), json);
  }

  /** A type name with its version. */
  record TypeName(String type, int version) {}
}
