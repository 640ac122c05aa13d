package dev.slipway.cli;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.ControlClient;
import dev.slipway.store.EventFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** A yes that is given as soon as the question comes: {@code --yes}. */
final class Consent {
  private final ProjectControl control;
  private final ControlClient client;

  Consent(ProjectControl control, ControlClient client) {
    this.control = control;
    this.client = client;
  }

  /** Follows a deployment as usual and answers for it on the way. */
  int give(EventFields begun, Arguments arguments, Session session) {
    DeploymentId id = new DeploymentId(begun.text("deployment"));
    Thread.ofVirtual()
        .name("consent")
        .start(
            () ->
                new Following(control, begun.number("from"))
                    .follow(
                        id,
                        Following.Until.LIVE,
                        entry -> {
                          if (entry.event() instanceof DeliveryEvent.ApprovalAsked asked
                              && asked.deployment().equals(id)) {
                            answer(id, asked.plan(), session);
                          }
                        }));
    return DeliveryOptions.follow(begun, control, arguments, session);
  }

  private void answer(DeploymentId id, String plan, Session session) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("deployment", id.value());
    answer.put("plan", plan);
    answer.put("by", control.actor());
    answer.put("unattended", "true");
    try {
      client.call("/v1/approve", answer);
    } catch (SlipwayException refused) {
      session.terminal().printError("slipway: " + refused.getMessage() + "\n");
    }
  }
}
