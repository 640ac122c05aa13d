package dev.slipway.server.web;

import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.deliver.Move;
import dev.slipway.server.git.RepositoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A deployment as the pages show it.
 *
 * @param subject the first line of the commit's message; empty if it is not known
 */
record DeploymentFacts(
    RepositoryId repository, Deployment deployment, String subject, Instant now) {
  private static final int SHORT = 12;

  /** A move of the plan and how far it is. */
  record TrackPart(String name, String style, Icon icon) {}

  String id() {
    return deployment.id().value();
  }

  String environment() {
    return deployment.plan().environment();
  }

  /** The page of an environment. */
  static String address(RepositoryId repository, String environment) {
    return "/repositories/" + repository + "/environments/" + environment;
  }

  String environmentAddress() {
    return address(repository, environment());
  }

  String address() {
    return environmentAddress() + "/deployments/" + id();
  }

  String releaseAddress() {
    return "/repositories/" + repository + "/releases/" + deployment.plan().release();
  }

  String release() {
    return shortened(deployment.plan().release());
  }

  /** The release it takes the place of; empty if there is none. */
  String previous() {
    return deployment.plan().previous().map(DeploymentFacts::shortened).orElse("");
  }

  static String shortened(String release) {
    return release.substring(0, Math.min(SHORT, release.length()));
  }

  /** What people call it: its commit's message, else its release. */
  String title() {
    return subject.isEmpty() ? "Release " + release() : subject;
  }

  When planned() {
    return new When(deployment.plannedAt(), now);
  }

  String requester() {
    return deployment.requester();
  }

  boolean isSettled() {
    return deployment.end().isPresent();
  }

  boolean isWaiting() {
    return deployment.state() == DeploymentState.AWAITING_APPROVAL && !isSettled();
  }

  /** Why it went back or failed; empty if it did not. */
  String reason() {
    return deployment.end().flatMap(end -> end.reason()).or(deployment::undo).orElse("");
  }

  Mark mark() {
    String word = deployment.state().text();
    return switch (deployment.state()) {
      case PLANNED -> new Mark(Tone.IDLE, Icon.QUEUED, word);
      case AWAITING_APPROVAL -> new Mark(Tone.WAIT, Icon.WAITING, word);
      case MIGRATING, STARTING, PROBING, SHIFTING, VERIFYING ->
          new Mark(Tone.BUSY, Icon.RUNNING, word);
      case LIVE -> new Mark(Tone.GOOD, Icon.DONE, word);
      case ROLLING_BACK -> new Mark(Tone.BAD, Icon.RUNNING, word);
      case ROLLED_BACK -> new Mark(Tone.BAD, Icon.UNDONE, word);
      case FAILED -> new Mark(Tone.BAD, Icon.FAILED, word);
    };
  }

  /** Whether it shares the traffic with the release before. */
  boolean isSplit() {
    return !isSettled() && share() > 0 && share() < 100;
  }

  /** How many of a hundred visitors it has now. */
  int share() {
    if (deployment.isPromoted()) {
      return 100;
    }
    int share = 0;
    for (Move move : deployment.begun()) {
      share =
          switch (move) {
            case Move.Shift shift -> shift.percent();
            case Move.Replace replace -> 100 * replace.step() / replace.steps();
            case Move.Restore restore -> 0;
            case Move.Promote promote -> 100;
            default -> share;
          };
    }
    return share;
  }

  /** The moves of the plan, those that belong together as one. */
  List<TrackPart> track() {
    List<TrackPart> track = new ArrayList<>();
    List<Move> moves = deployment.plan().moves();
    boolean undone = deployment.undo().isPresent();
    for (int i = 0; i < moves.size(); i++) {
      String name = name(moves.get(i));
      if (i < deployment.done()) {
        track.add(new TrackPart(name, "done", Icon.DONE));
      } else if (i == deployment.done() && undone) {
        track.add(new TrackPart(name, "stopped", Icon.FAILED));
      } else if (i == deployment.done() && !isSettled()) {
        boolean waits = moves.get(i) instanceof Move.Approve;
        String style = waits ? "now wait" : "now";
        track.add(new TrackPart(name, style, waits ? Icon.WAITING : Icon.RUNNING));
      } else {
        track.add(new TrackPart(name, "", Icon.QUEUED));
      }
    }
    if (undone) {
      boolean back = deployment.state() == DeploymentState.ROLLED_BACK;
      track.add(new TrackPart("Back", back ? "done" : "now", Icon.UNDONE));
    }
    return track;
  }

  static String name(Move move) {
    return switch (move) {
      case Move.Check check -> "Check";
      case Move.Approve approve -> "Approval";
      case Move.Migrate migrate -> "Migrate";
      case Move.Start start -> "Start";
      case Move.Probe probe -> "Probe";
      case Move.Shift shift -> "Shift to " + shift.percent() + " %";
      case Move.Replace replace -> "Replace " + replace.step() + " of " + replace.steps();
      case Move.Verify verify -> "Verify";
      case Move.Promote promote -> "Promote";
      case Move.Watch watch -> "Watch";
      case Move.Retire retire -> "Retire the old";
      case Move.Contract contract -> "Contract the schema";
      case Move.Restore restore -> "Give traffic back";
      case Move.Discard discard -> "Stop the new";
    };
  }

  /** Who said yes so far. */
  List<String> approvers() {
    return deployment.consent().map(Deployment.Consent::by).orElse(List.of());
  }

  /** How many have to say yes. */
  int approvals() {
    return deployment.plan().approval().map(rule -> rule.approvals()).orElse(0);
  }

  /** Until when the question is open. */
  Optional<When> expires() {
    return deployment.consent().map(consent -> new When(consent.expires(), now));
  }

  /** The plan that a yes would hold for. */
  String digest() {
    return deployment.consent().map(Deployment.Consent::plan).orElse(deployment.plan().digest());
  }
}
