package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.store.EventCodec;
import dev.slipway.store.EventFields;
import dev.slipway.workflow.Conclusion;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The JSON form of the events of the queue, as {@code docs/journal.md} describes it. */
public final class QueueEventCodec implements EventCodec<QueueEvent> {
  private static final Set<String> TYPES =
      Set.of(
          "queue.queued",
          "queue.ready",
          "queue.claimed",
          "queue.lost",
          "queue.requeued",
          "queue.stop-asked",
          "queue.ended");

  /** A codec; it has no state. */
  public QueueEventCodec() {}

  @Override
  public Class<QueueEvent> family() {
    return QueueEvent.class;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public String type(QueueEvent event) {
    return switch (event) {
      case QueueEvent.Queued queued -> "queue.queued";
      case QueueEvent.Ready ready -> "queue.ready";
      case QueueEvent.Claimed claimed -> "queue.claimed";
      case QueueEvent.Lost lost -> "queue.lost";
      case QueueEvent.Requeued requeued -> "queue.requeued";
      case QueueEvent.StopAsked asked -> "queue.stop-asked";
      case QueueEvent.Ended ended -> "queue.ended";
    };
  }

  @Override
  public void write(QueueEvent event, JsonGenerator json) {
    json.writeStringProperty("run", event.run().value());
    switch (event) {
      case QueueEvent.Queued queued -> write(queued, json);
      case QueueEvent.Ready ready -> {}
      case QueueEvent.Claimed claimed -> {
        json.writeNumberProperty("attempt", claimed.attempt());
        json.writeStringProperty("runner", claimed.runner());
      }
      case QueueEvent.Lost lost -> {
        json.writeNumberProperty("attempt", lost.attempt());
        json.writeStringProperty("runner", lost.runner());
        json.writeStringProperty("reason", lost.reason());
      }
      case QueueEvent.Requeued requeued -> {
        json.writeNumberProperty("attempt", requeued.attempt());
        EventFields.write(json, "waits", requeued.waits());
      }
      case QueueEvent.StopAsked asked -> json.writeStringProperty("reason", asked.reason());
      case QueueEvent.Ended ended -> {
        json.writeNumberProperty("attempt", ended.attempt());
        json.writeStringProperty("conclusion", ended.conclusion().text());
        EventFields.write(json, "reason", ended.reason());
      }
    }
  }

  private static void write(QueueEvent.Queued queued, JsonGenerator json) {
    json.writeNumberProperty("number", queued.number());
    json.writeStringProperty("repository", queued.repository());
    json.writeStringProperty("workflow", queued.workflow());
    json.writeStringProperty("name", queued.name());
    json.writeStringProperty("event", queued.event());
    json.writeStringProperty("ref", queued.ref());
    json.writeStringProperty("sha", queued.sha());
    json.writeStringProperty("title", queued.title());
    json.writeStringProperty("actor", queued.actor());
    json.writeBooleanProperty("trusted", queued.trusted());
    json.writeBooleanProperty("held", queued.held());
    EventFields.write(json, "waits", queued.waits());
  }

  @Override
  public QueueEvent read(String type, int version, EventFields fields) {
    RunId run = new RunId(fields.text("run"));
    return switch (type) {
      case "queue.queued" -> queued(run, fields);
      case "queue.ready" -> new QueueEvent.Ready(run);
      case "queue.claimed" -> new QueueEvent.Claimed(run, attempt(fields), fields.text("runner"));
      case "queue.lost" ->
          new QueueEvent.Lost(run, attempt(fields), fields.text("runner"), fields.text("reason"));
      case "queue.requeued" ->
          new QueueEvent.Requeued(run, attempt(fields), fields.optionalText("waits"));
      case "queue.stop-asked" -> new QueueEvent.StopAsked(run, fields.text("reason"));
      case "queue.ended" ->
          new QueueEvent.Ended(
              run,
              attempt(fields),
              Conclusion.valueOf(fields.text("conclusion").toUpperCase(Locale.ROOT)),
              fields.optionalText("reason"));
      default ->
          throw new SlipwayException(
              ErrorCode.CORRUPT, "no event of the queue is called '" + type + "'");
    };
  }

  private static QueueEvent queued(RunId run, EventFields fields) {
    return new QueueEvent.Queued(
        run,
        fields.number("number"),
        fields.text("repository"),
        fields.text("workflow"),
        fields.text("name"),
        fields.text("event"),
        fields.text("ref"),
        fields.text("sha"),
        fields.text("title"),
        fields.text("actor"),
        fields.flag("trusted"),
        fields.flag("held"),
        fields.optionalText("waits"));
  }

  private static int attempt(EventFields fields) {
    return Math.toIntExact(fields.number("attempt"));
  }
}
