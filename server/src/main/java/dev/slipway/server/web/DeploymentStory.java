package dev.slipway.server.web;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to one deployment, as its entries tell it.
 *
 * @param moments in order
 * @param served what users saw of each release, by its name
 * @param verdict the last judgement of the release, if there was one
 */
record DeploymentStory(
    List<Moment> moments, Map<String, Served> served, Optional<DeliveryEvent.Judged> verdict) {
  /** Something that happened. */
  record Moment(When when, Mark mark, String text, String detail) {}

  /** Requests to a release and how many of them failed. */
  record Served(String release, long requests, long failed) {
    /** The failed part in percent, to a hundredth. */
    String rate() {
      long hundredths = requests == 0 ? 0 : 10_000 * failed / requests;
      return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100 + " %";
    }
  }

  /** Copies both. */
  DeploymentStory {
    moments = List.copyOf(moments);
    served = Map.copyOf(served);
  }

  /** The story of a deployment from the journal of its project. */
  static DeploymentStory of(DeploymentId id, Journal journal, Instant now) {
    List<Moment> moments = new ArrayList<>();
    Map<String, Served> served = new LinkedHashMap<>();
    Optional<DeliveryEvent.Judged> verdict = Optional.empty();
    try (Journal.Entries entries = journal.from(1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        if (next.get().event() instanceof DeliveryEvent.OfDeployment event
            && event.deployment().equals(id)) {
          moment(event, next.get(), now).ifPresent(moments::add);
          if (event instanceof DeliveryEvent.Served seen) {
            served.put(seen.release(), new Served(seen.release(), seen.requests(), seen.failed()));
          }
          if (event instanceof DeliveryEvent.Judged judged) {
            verdict = Optional.of(judged);
          }
        }
      }
    }
    return new DeploymentStory(moments, served, verdict);
  }

  private static Optional<Moment> moment(
      DeliveryEvent.OfDeployment event, Entry entry, Instant now) {
    When when = new When(entry.at(), now);
    return switch (event) {
      case DeliveryEvent.Planned planned ->
          moment(when, Tone.IDLE, Icon.LINES, "Planned by " + entry.actor(), "");
      case DeliveryEvent.Replanned replanned ->
          moment(when, Tone.WAIT, Icon.LINES, "Planned anew", replanned.reason());
      case DeliveryEvent.Queued queued ->
          moment(when, Tone.IDLE, Icon.QUEUED, "Waits behind " + queued.behind(), "");
      case DeliveryEvent.MoveStarted started -> Optional.empty();
      case DeliveryEvent.MoveFinished finished ->
          moment(
              when, Tone.GOOD, Icon.DONE, DeploymentFacts.name(finished.move()), finished.detail());
      case DeliveryEvent.MoveFailed failed ->
          moment(when, Tone.BAD, Icon.FAILED, DeploymentFacts.name(failed.move()), failed.reason());
      case DeliveryEvent.Noted noted -> moment(when, Tone.IDLE, Icon.INFO, noted.text(), "");
      case DeliveryEvent.ApprovalAsked asked ->
          moment(when, Tone.WAIT, Icon.WAITING, "Somebody has to allow it", "");
      case DeliveryEvent.Approved approved ->
          moment(
              when,
              Tone.GOOD,
              Icon.PERSON,
              "Approved by " + approved.by(),
              approved.comment().orElse(""));
      case DeliveryEvent.Rejected rejected ->
          moment(
              when,
              Tone.BAD,
              Icon.PERSON,
              "Rejected by " + rejected.by(),
              rejected.comment().orElse(""));
      case DeliveryEvent.InstanceStarting starting -> Optional.empty();
      case DeliveryEvent.InstanceStarted started ->
          moment(
              when,
              Tone.IDLE,
              Icon.SERVER,
              started.component() + " runs",
              "at " + started.host() + ":" + started.port());
      case DeliveryEvent.InstanceStopped stopped -> Optional.empty();
      case DeliveryEvent.Judged judged ->
          moment(
              when,
              tone(judged.verdict()),
              Icon.FLASK,
              "Judged " + judged.verdict(),
              String.join("; ", judged.evidence()));
      case DeliveryEvent.Judging judging -> Optional.empty();
      case DeliveryEvent.Served seen -> Optional.empty();
      case DeliveryEvent.PromotionAsked asked ->
          moment(when, Tone.BUSY, Icon.UP, "Promoted by " + entry.actor(), "");
      case DeliveryEvent.RollbackAsked asked ->
          moment(when, Tone.BAD, Icon.UNDONE, "Taken back", asked.reason());
      case DeliveryEvent.Settled settled -> Optional.of(settled(settled, when));
    };
  }

  private static Optional<Moment> moment(
      When when, Tone tone, Icon icon, String text, String detail) {
    return Optional.of(new Moment(when, new Mark(tone, icon, text), text, detail));
  }

  private static Moment settled(DeliveryEvent.Settled settled, When when) {
    boolean live = settled.state() == DeploymentState.LIVE;
    Mark mark = new Mark(live ? Tone.GOOD : Tone.BAD, live ? Icon.DONE : Icon.FAILED, "ended");
    return new Moment(when, mark, "Ended " + settled.state().text(), settled.reason().orElse(""));
  }

  /** The tone of a verdict. */
  static Tone tone(String verdict) {
    return switch (verdict) {
      case "healthy" -> Tone.GOOD;
      case "unhealthy" -> Tone.BAD;
      default -> Tone.WAIT;
    };
  }
}
