package dev.slipway.server;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeliveryEventCodec;
import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentPlan;
import dev.slipway.deliver.Wish;
import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.EventFields;
import dev.slipway.store.Journal;
import dev.slipway.store.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** What can be asked of a controller over HTTP; docs/control-api.md lists it. */
final class ControlApi {
  /** A reader that went away is found out when nothing has happened for so long. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  private static final Duration USUAL_LOCK = Duration.ofHours(4);

  private final Controller controller;
  private final Journal journal;
  private final Supplier<String> router;
  private final Consumer<Boolean> stop;
  private final EntryFormat format = new EntryFormat(EventCodecs.of(new DeliveryEventCodec()));

  /**
   * The API of a controller.
   *
   * @param router where the router listens
   * @param stop ends the process soon after it is called, with all that is deployed if told so
   */
  ControlApi(
      Controller controller, Journal journal, Supplier<String> router, Consumer<Boolean> stop) {
    this.controller = controller;
    this.router = router;
    this.journal = journal;
    this.stop = stop;
  }

  /** The answers by path. */
  Map<String, ControlServer.Call> calls() {
    Map<String, ControlServer.Call> calls = new HashMap<>();
    calls.put("/v1/ping", body -> JsonText.object(json -> {}));
    calls.put("/v1/plan", body -> plan(controller.plan(wish(body))));
    calls.put("/v1/deploy", body -> begun(() -> controller.deploy(wish(body))));
    calls.put("/v1/approve", this::approve);
    calls.put("/v1/reject", this::reject);
    calls.put("/v1/promote", this::promote);
    calls.put("/v1/rollback", this::rollback);
    calls.put("/v1/lock", this::lock);
    calls.put("/v1/unlock", this::unlock);
    calls.put("/v1/maintenance", this::maintenance);
    calls.put("/v1/deployment", body -> begun(() -> controller.find(id(body))));
    calls.put(
        "/v1/status", body -> JsonText.object(new StatusJson(controller, router.get())::write));
    calls.put(
        "/v1/stop",
        body -> {
          stop.accept(body.flag("everything"));
          return JsonText.object(json -> {});
        });
    return calls;
  }

  private static Wish wish(EventFields body) {
    return new Wish(
        body.text("environment"), body.text("release"), body.text("by"), body.flag("rollback"));
  }

  private static DeploymentId id(EventFields body) {
    return new DeploymentId(body.text("deployment"));
  }

  private static byte[] plan(DeploymentPlan plan) {
    return JsonText.object(
        json -> {
          json.writeStringProperty("deployment", plan.deployment().value());
          json.writeStringProperty("digest", plan.digest());
          json.writeStringProperty("text", plan.text());
        });
  }

  /** What began; entries about it have numbers from {@code from} on. */
  private byte[] begun(Supplier<Deployment> beginning) {
    long from = journal.last() + 1;
    Deployment deployment = beginning.get();
    return JsonText.object(
        json -> {
          json.writeStringProperty("deployment", deployment.id().value());
          json.writeStringProperty("state", deployment.state().text());
          json.writeStringProperty("digest", deployment.plan().digest());
          json.writeStringProperty("text", deployment.plan().text());
          json.writeNumberProperty("from", from);
        });
  }

  private byte[] approve(EventFields body) {
    controller.approve(
        id(body),
        body.text("by"),
        body.optionalText("plan"),
        body.optionalText("comment"),
        body.flag("unattended"));
    return begun(() -> controller.find(id(body)));
  }

  private byte[] reject(EventFields body) {
    controller.reject(id(body), body.text("by"), body.optionalText("comment"));
    return begun(() -> controller.find(id(body)));
  }

  private byte[] promote(EventFields body) {
    Optional<String> source = body.optionalText("source");
    return begun(() -> controller.promote(body.text("environment"), source, body.text("by")));
  }

  private byte[] rollback(EventFields body) {
    Optional<String> to = body.optionalText("to");
    return begun(() -> controller.rollback(body.text("environment"), to, body.text("by")));
  }

  private byte[] lock(EventFields body) {
    Duration span =
        body.optionalText("seconds")
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(USUAL_LOCK);
    DeliveryEvent.Locked lock =
        controller.lock(
            body.text("environment"),
            body.text("by"),
            body.optionalText("reason").orElse("no reason given"),
            span);
    return JsonText.object(json -> write(lock, json));
  }

  private byte[] unlock(EventFields body) {
    Optional<DeliveryEvent.Locked> held =
        controller.unlock(body.text("environment"), body.text("by"));
    return JsonText.object(json -> held.ifPresent(lock -> write(lock, json)));
  }

  private static void write(DeliveryEvent.Locked lock, JsonGenerator json) {
    json.writeStringProperty("lockedBy", lock.by());
    json.writeStringProperty("lockedUntil", lock.expires().toString());
    json.writeStringProperty("lockReason", lock.reason());
  }

  private byte[] maintenance(EventFields body) {
    controller.maintenance(
        body.text("environment"),
        body.flag("on"),
        body.optionalText("message").orElse(""),
        body.text("by"));
    return JsonText.object(json -> {});
  }

  /** Writes entries for as long as they are read. */
  void entries(long from, boolean follow, OutputStream out) throws IOException {
    try (Journal.Entries entries = journal.from(from)) {
      while (true) {
        Optional<Entry> next = follow ? entries.await(SIGN_OF_LIFE) : entries.next();
        if (next.isEmpty() && !follow) {
          return;
        }
        if (next.isPresent()) {
          out.write(format.encode(next.get()));
        } else {
          out.write('\n');
        }
        out.flush();
      }
    }
  }

  /** The state of everything. */
  private record StatusJson(Controller controller, String router) {
    private void write(JsonGenerator json) {
      json.writeStringProperty("router", router);
      json.writeArrayPropertyStart("environments");
      controller.environments().forEach(name -> writeEnvironment(json, name));
      json.writeEndArray();
      json.writeArrayPropertyStart("deployments");
      controller.deployments().reversed().stream()
          .limit(20)
          .forEach(each -> writeDeployment(json, each));
      json.writeEndArray();
    }

    private void writeEnvironment(JsonGenerator json, String name) {
      json.writeStartObject();
      json.writeStringProperty("name", name);
      controller
          .live(name)
          .ifPresent(
              live -> {
                json.writeStringProperty("release", live.plan().release());
                json.writeStringProperty("since", live.plannedAt().toString());
                json.writeStringProperty("deployment", live.id().value());
              });
      controller.lock(name).ifPresent(lock -> ControlApi.write(lock, json));
      controller
          .maintenance(name)
          .ifPresent(shown -> json.writeStringProperty("maintenance", shown.message()));
      json.writeEndObject();
    }

    private static void writeDeployment(JsonGenerator json, Deployment deployment) {
      json.writeStartObject();
      json.writeStringProperty("deployment", deployment.id().value());
      json.writeStringProperty("release", deployment.plan().release());
      json.writeStringProperty("state", deployment.state().text());
      json.writeStringProperty("by", deployment.requester());
      json.writeStringProperty("at", deployment.plannedAt().toString());
      json.writeBooleanProperty("settled", deployment.end().isPresent());
      deployment
          .end()
          .flatMap(end -> end.reason())
          .or(deployment::undo)
          .ifPresent(reason -> json.writeStringProperty("reason", reason));
      json.writeEndObject();
    }
  }
}
