package dev.slipway.server.git;

import dev.slipway.store.EventCodec;
import dev.slipway.store.EventFields;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes and reads {@link SourceEvent}s. */
public final class SourceEventCodec implements EventCodec<SourceEvent> {
  private static final String ADDED = "repository.added";
  private static final String PUSHED = "push.received";

  @Override
  public Class<SourceEvent> family() {
    return SourceEvent.class;
  }

  @Override
  public Set<String> types() {
    return Set.of(ADDED, PUSHED);
  }

  @Override
  public String type(SourceEvent event) {
    return switch (event) {
      case SourceEvent.RepositoryAdded added -> ADDED;
      case SourceEvent.PushReceived pushed -> PUSHED;
    };
  }

  @Override
  public void write(SourceEvent event, JsonGenerator json) {
    switch (event) {
      case SourceEvent.RepositoryAdded added ->
          json.writeStringProperty("repository", added.repository().toString());
      case SourceEvent.PushReceived(Push push, boolean found) -> {
        json.writeStringProperty("repository", push.repository().toString());
        json.writeStringProperty("ref", push.ref());
        json.writeStringProperty("before", push.before());
        json.writeStringProperty("after", push.after());
        json.writeStringProperty("pusher", push.pusher());
        json.writeBooleanProperty("found", found);
      }
    }
  }

  @Override
  public SourceEvent read(String type, int version, EventFields fields) {
    RepositoryId repository = RepositoryId.parse(fields.text("repository"));
    if (type.equals(ADDED)) {
      return new SourceEvent.RepositoryAdded(repository);
    }
    return new SourceEvent.PushReceived(
        new Push(
            repository,
            fields.text("ref"),
            fields.text("before"),
            fields.text("after"),
            fields.text("pusher")),
        fields.flag("found"));
  }
}
