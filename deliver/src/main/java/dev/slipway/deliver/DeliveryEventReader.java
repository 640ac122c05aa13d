package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.EventFields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes delivery events from the fields a {@link DeliveryEventWriter} wrote. */
final class DeliveryEventReader {
  private DeliveryEventReader() {}

  static DeliveryEvent read(String type, EventFields fields) {
    return switch (type) {
      case "environment.locked" ->
          new DeliveryEvent.Locked(
              fields.text("environment"),
              fields.text("by"),
              fields.text("reason"),
              Instant.parse(fields.text("expires")));
      case "environment.unlocked" ->
          new DeliveryEvent.Unlocked(fields.text("environment"), fields.text("by"));
      case "environment.maintenance" ->
          new DeliveryEvent.Maintenance(
              fields.text("environment"), fields.flag("on"), fields.text("message"));
      default -> ofDeployment(type, new DeploymentId(fields.text("deployment")), fields);
    };
  }

  private static DeliveryEvent ofDeployment(String type, DeploymentId id, EventFields fields) {
    return switch (type) {
      case "deployment.planned" -> new DeliveryEvent.Planned(PlanFormat.read(id, fields));
      case "deployment.replanned" ->
          new DeliveryEvent.Replanned(PlanFormat.read(id, fields), fields.text("reason"));
      case "deployment.queued" ->
          new DeliveryEvent.Queued(id, new DeploymentId(fields.text("behind")));
      case "deployment.move-started" -> new DeliveryEvent.MoveStarted(id, MoveFormat.read(fields));
      case "deployment.move-finished" ->
          new DeliveryEvent.MoveFinished(id, MoveFormat.read(fields), fields.text("detail"));
      case "deployment.move-failed" ->
          new DeliveryEvent.MoveFailed(id, MoveFormat.read(fields), fields.text("reason"));
      case "deployment.noted" -> new DeliveryEvent.Noted(id, fields.text("text"));
      case "deployment.judging" ->
          new DeliveryEvent.Judging(
              id,
              Math.toIntExact(fields.number("step")),
              fields.text("state"),
              falls(fields.texts("falls")));
      case "deployment.judged" ->
          new DeliveryEvent.Judged(
              id,
              Math.toIntExact(fields.number("step")),
              fields.text("verdict"),
              fields.texts("evidence"));
      case "deployment.served" ->
          new DeliveryEvent.Served(
              id, fields.text("release"), fields.number("requests"), fields.number("failed"));
      case "deployment.promotion-asked" -> new DeliveryEvent.PromotionAsked(id);
      case "deployment.rollback-asked" ->
          new DeliveryEvent.RollbackAsked(id, fields.text("reason"));
      case "deployment.settled" ->
          new DeliveryEvent.Settled(
              id, DeploymentState.ofText(fields.text("state")), fields.optionalText("reason"));
      default -> approvalOrInstance(type, id, fields);
    };
  }

  private static DeliveryEvent approvalOrInstance(
      String type, DeploymentId id, EventFields fields) {
    return switch (type) {
      case "approval.asked" ->
          new DeliveryEvent.ApprovalAsked(
              id, fields.text("plan"), Instant.parse(fields.text("expires")));
      case "approval.given" ->
          new DeliveryEvent.Approved(
              id, fields.text("plan"), fields.text("by"), fields.optionalText("comment"));
      case "approval.refused" ->
          new DeliveryEvent.Rejected(id, fields.text("by"), fields.optionalText("comment"));
      case "instance.starting" ->
          new DeliveryEvent.InstanceStarting(
              id, fields.text("component"), fields.text("release"), fields.text("instance"));
      case "instance.started" ->
          new DeliveryEvent.InstanceStarted(
              id,
              fields.text("component"),
              fields.text("instance"),
              fields.text("host"),
              Math.toIntExact(fields.number("port")));
      case "instance.stopped" -> new DeliveryEvent.InstanceStopped(id, fields.text("instance"));
      default ->
          throw new SlipwayException(
              ErrorCode.CORRUPT, "no delivery event is called '" + type + "'");
    };
  }

  private static Map<String, Integer> falls(List<String> texts) {
    Map<String, Integer> falls = new HashMap<>();
    for (String text : texts) {
      int space = text.indexOf(' ');
      falls.put(text.substring(0, space), Integer.valueOf(text.substring(space + 1)));
    }
    return falls;
  }
}
