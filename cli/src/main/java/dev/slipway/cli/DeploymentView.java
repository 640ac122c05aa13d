package dev.slipway.cli;

import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.deliver.Move;
import dev.slipway.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Prints what happens to one deployment, a line at a time. For use by one thread. */
final class DeploymentView {
  private static final int COLUMN = 12;

  private final Terminal terminal;
  private final DeploymentId id;
  private final Map<Move, Instant> begun = new HashMap<>();
  private Optional<DeliveryEvent.Settled> end = Optional.empty();
  private boolean live;

  DeploymentView(Terminal terminal, DeploymentId id) {
    this.terminal = terminal;
    this.id = id;
  }

  /** How it ended, once it has. */
  Optional<DeliveryEvent.Settled> end() {
    return end;
  }

  /** Whether it serves all traffic. */
  boolean isLive() {
    return live;
  }

  /** Takes an entry in; one about something else changes nothing. */
  void show(Entry entry) {
    if (entry.event() instanceof DeliveryEvent.OfDeployment event
        && event.deployment().equals(id)) {
      show(event, entry.at());
    }
  }

  private void show(DeliveryEvent.OfDeployment event, Instant at) {
    switch (event) {
      case DeliveryEvent.Planned planned -> {}
      case DeliveryEvent.Replanned replanned ->
          line(Glyph.WAITING, "plan", replanned.reason() + "; what was allowed is void");
      case DeliveryEvent.Queued queued -> line(Glyph.WAITING, "waits", "for " + queued.behind());
      case DeliveryEvent.MoveStarted started -> begun.put(started.move(), at);
      case DeliveryEvent.MoveFinished finished -> finished(finished, at);
      case DeliveryEvent.MoveFailed failed ->
          line(Glyph.FAILURE, word(failed.move()), failed.reason() + took(failed.move(), at));
      case DeliveryEvent.Noted noted -> line(Glyph.DOT, "", noted.text());
      case DeliveryEvent.ApprovalAsked asked ->
          line(
              Glyph.WAITING,
              "approval",
              "plan " + asked.plan() + " waits for a yes: slipway approve " + id);
      case DeliveryEvent.Approved approved ->
          line(Glyph.SUCCESS, "approval", "by " + approved.by() + comment(approved.comment()));
      case DeliveryEvent.Rejected rejected ->
          line(
              Glyph.FAILURE,
              "approval",
              "refused by " + rejected.by() + comment(rejected.comment()));
      case DeliveryEvent.InstanceStarting starting -> {}
      case DeliveryEvent.InstanceStarted started ->
          line(Glyph.DOT, "", started.instance() + " at " + started.host() + ":" + started.port());
      case DeliveryEvent.InstanceStopped stopped -> {}
      case DeliveryEvent.Judging judging -> {}
      case DeliveryEvent.Judged judged -> judged(judged);
      case DeliveryEvent.Served served ->
          line(
              Glyph.DOT,
              "",
              short12(served.release())
                  + " answered "
                  + served.requests()
                  + " requests, "
                  + served.failed()
                  + " failed");
      case DeliveryEvent.PromotionAsked asked -> line(Glyph.DOT, "", "the rest is not waited for");
      case DeliveryEvent.RollbackAsked asked -> line(Glyph.WAITING, "back", asked.reason());
      case DeliveryEvent.Settled settled -> end = Optional.of(settled);
    }
  }

  private void finished(DeliveryEvent.MoveFinished finished, Instant at) {
    Move move = finished.move();
    if (move instanceof Move.Promote) {
      live = true;
    }
    line(Glyph.SUCCESS, word(move), finished.detail() + took(move, at));
  }

  private void judged(DeliveryEvent.Judged judged) {
    Glyph sign =
        switch (judged.verdict()) {
          case "healthy" -> Glyph.SUCCESS;
          case "unhealthy" -> Glyph.FAILURE;
          default -> Glyph.WAITING;
        };
    line(sign, "verdict", judged.verdict());
    judged.evidence().forEach(text -> line(Glyph.DOT, "", text));
  }

  private String took(Move move, Instant at) {
    Instant start = begun.get(move);
    if (start == null) {
      return "";
    }
    return terminal.paint(Style.DIM, "  " + Durations.exact(Duration.between(start, at)));
  }

  private static String comment(Optional<String> comment) {
    return comment.map(text -> ": " + text).orElse("");
  }

  /** A release as people read it. */
  static String short12(String release) {
    return release.substring(0, Math.min(12, release.length()));
  }

  private void line(Glyph glyph, String word, String text) {
    StringBuilder line = new StringBuilder("  ").append(terminal.sign(glyph)).append(' ');
    line.append(word).repeat(' ', Math.max(1, COLUMN - word.length())).append(text);
    terminal.print(line.append('\n').toString());
  }

  /** The move in the words people use. */
  static String word(Move move) {
    return switch (move) {
      case Move.Check check -> "checks";
      case Move.Approve approve -> "approval";
      case Move.Migrate migrate -> "migrations";
      case Move.Start start -> "start";
      case Move.Probe probe -> "health";
      case Move.Shift shift -> "traffic";
      case Move.Replace replace -> "replace";
      case Move.Verify verify -> "verify";
      case Move.Promote promote -> "live";
      case Move.Watch watch -> "watch";
      case Move.Retire retire -> "retire";
      case Move.Contract contract -> "contract";
      case Move.Restore restore -> "back";
      case Move.Discard discard -> "discard";
    };
  }

  /** The exit code for how it ended. */
  int exitCode() {
    if (end.isPresent()) {
      return end.get().state() == DeploymentState.LIVE ? 0 : 1;
    }
    return live ? 0 : 1;
  }
}
