package dev.slipway.deliver;

import dev.slipway.store.EventFields;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The fields of a plan within an event. */
final class PlanFormat {
  private PlanFormat() {}

  static void write(DeploymentPlan plan, JsonGenerator json) {
    json.writeStringProperty("environment", plan.environment());
    json.writeStringProperty("release", plan.release());
    EventFields.write(json, "previous", plan.previous());
    json.writeBooleanProperty("rollback", plan.rollback());
    json.writeStringProperty("digest", plan.digest());
    json.writeArrayPropertyStart("moves");
    for (Move move : plan.moves()) {
      json.writeStartObject();
      MoveFormat.write(move, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    plan.approval().ifPresent(rule -> write(rule, json));
    EventFields.write(json, "settings", plan.settings());
    EventFields.write(json, "migrations", plan.migrations());
    EventFields.write(json, "traffic", plan.traffic());
    EventFields.write(json, "notes", plan.notes());
  }

  private static void write(ApprovalRule rule, JsonGenerator json) {
    json.writeObjectPropertyStart("approval");
    EventFields.write(json, "reviewers", rule.reviewers());
    json.writeNumberProperty("approvals", rule.approvals());
    json.writeBooleanProperty("selfReview", rule.selfReview());
    json.writeBooleanProperty("yes", rule.yes());
    json.writeNumberProperty("waitMillis", rule.delay().toMillis());
    json.writeNumberProperty("expiryMillis", rule.expiry().toMillis());
    json.writeEndObject();
  }

  static DeploymentPlan read(DeploymentId id, EventFields fields) {
    return new DeploymentPlan(
        id,
        fields.text("release"),
        fields.optionalText("previous"),
        fields.flag("rollback"),
        fields.objects("moves").stream().map(MoveFormat::read).toList(),
        rule(fields),
        fields.texts("settings"),
        fields.texts("migrations"),
        fields.texts("traffic"),
        fields.texts("notes"));
  }

  private static Optional<ApprovalRule> rule(EventFields fields) {
    return fields
        .object("approval")
        .map(
            rule ->
                new ApprovalRule(
                    rule.texts("reviewers"),
                    Math.toIntExact(rule.number("approvals")),
                    rule.flag("selfReview"),
                    rule.flag("yes"),
                    rule.millis("waitMillis"),
                    rule.millis("expiryMillis")));
  }
}
