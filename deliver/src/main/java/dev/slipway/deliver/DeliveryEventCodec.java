package dev.slipway.deliver;

import dev.slipway.store.EventCodec;
import dev.slipway.store.EventFields;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The JSON form of what happens on the way to production; {@code docs/journal.md} describes it. */
public final class DeliveryEventCodec implements EventCodec<DeliveryEvent> {
  private static final Set<String> TYPES =
      Set.of(
          "deployment.planned",
          "deployment.replanned",
          "deployment.queued",
          "deployment.move-started",
          "deployment.move-finished",
          "deployment.move-failed",
          "deployment.noted",
          "deployment.judging",
          "deployment.judged",
          "deployment.served",
          "deployment.promotion-asked",
          "deployment.rollback-asked",
          "deployment.settled",
          "approval.asked",
          "approval.given",
          "approval.refused",
          "instance.starting",
          "instance.started",
          "instance.stopped",
          "environment.locked",
          "environment.unlocked",
          "environment.maintenance");

  /** A codec; it has no state. */
  public DeliveryEventCodec() {}

  @Override
  public Class<DeliveryEvent> family() {
    return DeliveryEvent.class;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public String type(DeliveryEvent event) {
    return switch (event) {
      case DeliveryEvent.Planned planned -> "deployment.planned";
      case DeliveryEvent.Replanned replanned -> "deployment.replanned";
      case DeliveryEvent.Queued queued -> "deployment.queued";
      case DeliveryEvent.MoveStarted started -> "deployment.move-started";
      case DeliveryEvent.MoveFinished finished -> "deployment.move-finished";
      case DeliveryEvent.MoveFailed failed -> "deployment.move-failed";
      case DeliveryEvent.Noted noted -> "deployment.noted";
      case DeliveryEvent.Judging judging -> "deployment.judging";
      case DeliveryEvent.Judged judged -> "deployment.judged";
      case DeliveryEvent.Served served -> "deployment.served";
      case DeliveryEvent.PromotionAsked asked -> "deployment.promotion-asked";
      case DeliveryEvent.RollbackAsked asked -> "deployment.rollback-asked";
      case DeliveryEvent.Settled settled -> "deployment.settled";
      case DeliveryEvent.ApprovalAsked asked -> "approval.asked";
      case DeliveryEvent.Approved approved -> "approval.given";
      case DeliveryEvent.Rejected rejected -> "approval.refused";
      case DeliveryEvent.InstanceStarting starting -> "instance.starting";
      case DeliveryEvent.InstanceStarted started -> "instance.started";
      case DeliveryEvent.InstanceStopped stopped -> "instance.stopped";
      case DeliveryEvent.Locked locked -> "environment.locked";
      case DeliveryEvent.Unlocked unlocked -> "environment.unlocked";
      case DeliveryEvent.Maintenance maintenance -> "environment.maintenance";
    };
  }

  @Override
  public void write(DeliveryEvent event, JsonGenerator json) {
    DeliveryEventWriter.write(event, json);
  }

  @Override
  public DeliveryEvent read(String type, int version, EventFields fields) {
    return DeliveryEventReader.read(type, fields);
  }
}
