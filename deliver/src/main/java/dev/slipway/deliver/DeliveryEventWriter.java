package dev.slipway.deliver;

import dev.slipway.store.EventFields;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes the fields of delivery events; what is absent is left out. */
final class DeliveryEventWriter {
  private DeliveryEventWriter() {}

  static void write(DeliveryEvent event, JsonGenerator json) {
    switch (event) {
      case DeliveryEvent.OfDeployment one -> write(one, json);
      case DeliveryEvent.Locked locked -> {
        json.writeStringProperty("environment", locked.environment());
        json.writeStringProperty("by", locked.by());
        json.writeStringProperty("reason", locked.reason());
        json.writeStringProperty("expires", locked.expires().toString());
      }
      case DeliveryEvent.Unlocked unlocked -> {
        json.writeStringProperty("environment", unlocked.environment());
        json.writeStringProperty("by", unlocked.by());
      }
      case DeliveryEvent.Maintenance maintenance -> {
        json.writeStringProperty("environment", maintenance.environment());
        json.writeBooleanProperty("on", maintenance.on());
        json.writeStringProperty("message", maintenance.message());
      }
    }
  }

  private static void write(DeliveryEvent.OfDeployment event, JsonGenerator json) {
    json.writeStringProperty("deployment", event.deployment().value());
    switch (event) {
      case DeliveryEvent.Planned planned -> PlanFormat.write(planned.plan(), json);
      case DeliveryEvent.Replanned replanned -> {
        json.writeStringProperty("reason", replanned.reason());
        PlanFormat.write(replanned.plan(), json);
      }
      case DeliveryEvent.Queued queued ->
          json.writeStringProperty("behind", queued.behind().value());
      case DeliveryEvent.MoveStarted started -> MoveFormat.write(started.move(), json);
      case DeliveryEvent.MoveFinished finished -> {
        MoveFormat.write(finished.move(), json);
        json.writeStringProperty("detail", finished.detail());
      }
      case DeliveryEvent.MoveFailed failed -> {
        MoveFormat.write(failed.move(), json);
        json.writeStringProperty("reason", failed.reason());
      }
      case DeliveryEvent.Noted noted -> json.writeStringProperty("text", noted.text());
      case DeliveryEvent.Judging judging -> {
        json.writeNumberProperty("step", judging.step());
        json.writeStringProperty("state", judging.state());
        EventFields.write(json, "falls", falls(judging.falls()));
      }
      case DeliveryEvent.Judged judged -> {
        json.writeNumberProperty("step", judged.step());
        json.writeStringProperty("verdict", judged.verdict());
        EventFields.write(json, "evidence", judged.evidence());
      }
      case DeliveryEvent.Served served -> {
        json.writeStringProperty("release", served.release());
        json.writeNumberProperty("requests", served.requests());
        json.writeNumberProperty("failed", served.failed());
      }
      case DeliveryEvent.PromotionAsked asked -> {}
      case DeliveryEvent.RollbackAsked asked -> json.writeStringProperty("reason", asked.reason());
      case DeliveryEvent.Settled settled -> {
        json.writeStringProperty("state", settled.state().text());
        EventFields.write(json, "reason", settled.reason());
      }
      case DeliveryEvent.ApprovalAsked asked -> {
        json.writeStringProperty("plan", asked.plan());
        json.writeStringProperty("expires", asked.expires().toString());
      }
      case DeliveryEvent.Approved approved -> {
        json.writeStringProperty("plan", approved.plan());
        json.writeStringProperty("by", approved.by());
        EventFields.write(json, "comment", approved.comment());
      }
      case DeliveryEvent.Rejected rejected -> {
        json.writeStringProperty("by", rejected.by());
        EventFields.write(json, "comment", rejected.comment());
      }
      case DeliveryEvent.InstanceStarting starting -> {
        json.writeStringProperty("component", starting.component());
        json.writeStringProperty("release", starting.release());
        json.writeStringProperty("instance", starting.instance());
      }
      case DeliveryEvent.InstanceStarted started -> {
        json.writeStringProperty("component", started.component());
        json.writeStringProperty("instance", started.instance());
        json.writeStringProperty("host", started.host());
        json.writeNumberProperty("port", started.port());
      }
      case DeliveryEvent.InstanceStopped stopped ->
          json.writeStringProperty("instance", stopped.instance());
    }
  }

  /** A text each: an instance and how often. */
  private static List<String> falls(Map<String, Integer> falls) {
    return falls.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .sorted()
        .toList();
  }
}
