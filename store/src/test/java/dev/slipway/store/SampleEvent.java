package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** A small family of events, as a room would own one. */
sealed interface SampleEvent extends Event {
  EventCodecs CODECS = EventCodecs.of(new Codec());

  record Started(String name, int attempt) implements SampleEvent {}

  record Finished(long millis) implements SampleEvent {}

  final class Codec implements EventCodec<SampleEvent> {
    @Override
    public Class<SampleEvent> family() {
      return SampleEvent.class;
    }

    @Override
    public Set<String> types() {
      return Set.of("sample.started", "sample.finished");
    }

    @Override
    public int version(String type) {
      return type.equals("sample.started") ? 2 : 1;
    }

    @Override
    public String type(SampleEvent event) {
      return switch (event) {
        case Started _ -> "sample.started";
        case Finished _ -> "sample.finished";
      };
    }

    @Override
    public void write(SampleEvent event, JsonGenerator json) {
      switch (event) {
        case Started started -> {
          json.writeStringProperty("name", started.name());
          json.writeNumberProperty("attempt", started.attempt());
        }
        case Finished finished -> json.writeNumberProperty("millis", finished.millis());
      }
    }

    @Override
    public SampleEvent read(String type, int version, EventFields fields) {
      return switch (type) {
        case "sample.started" ->
            new Started(fields.text("name"), fields.optionalNumber("attempt").orElse(1));
        case "sample.finished" -> new Finished(fields.number("millis"));
        default -> throw new SlipwayException(ErrorCode.INTERNAL, "not mine: " + type);
      };
    }
  }
}
