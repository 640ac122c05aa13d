package dev.slipway.deliver;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small world in which moves have effects: instances that run, a schema, and one release that has
 * the traffic. It outlives the controllers that work on it. Thread-safe.
 */
final class SimulatedStage implements Stage {
  private final Set<String> running = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final Set<String> broken = new TreeSet<>();
  private String serving = "";
  private String candidate = "";
  private int percent;
  private int cut;

  /** Lets a kind of move fail for a release. */
  synchronized void refuse(String move, String release) {
    refused.add(move + " " + release);
  }

  /** Lets a kind of move throw for a release, as only a defect would. */
  synchronized void breakAt(String move, String release) {
    broken.add(move + " " + release);
  }

  synchronized String serving() {
    return serving;
  }

  synchronized Set<String> running() {
    return Set.copyOf(running);
  }

  /** How often traffic went to a release that does not run. */
  synchronized int cut() {
    return cut;
  }

  @Override
  public synchronized Outcome make(
      Deployment deployment, Move move, Instant since, Signals signals) {
    String release = deployment.plan().release();
    if (refused.contains(MoveFormat.name(move) + " " + release)) {
      return new Outcome.Failed(MoveFormat.name(move) + " was refused");
    }
    if (broken.contains(MoveFormat.name(move) + " " + release)) {
      throw new IllegalStateException(MoveFormat.name(move) + " is broken");
    }
    act(deployment.plan(), release, move);
    check();
    return new Outcome.Made("");
  }

  private void act(DeploymentPlan plan, String release, Move move) {
    Optional<String> previous = plan.previous();
    switch (move) {
      case Move.Start start -> running.add(release);
      case Move.Shift shift -> {
        candidate = release;
        percent = shift.percent();
      }
      case Move.Replace replace -> {
        running.add(release);
        candidate = release;
        percent = 100 * replace.step() / replace.steps();
        if (replace.step() == replace.steps()) {
          previous.ifPresent(running::remove);
        }
      }
      case Move.Promote promote -> {
        serving = release;
        candidate = "";
        percent = 0;
      }
      case Move.Retire retire ->
          previous.filter(old -> !old.equals(release)).ifPresent(running::remove);
      case Move.Restore restore -> {
        previous.ifPresent(running::add);
        serving = previous.orElse("");
        candidate = "";
        percent = 0;
      }
      case Move.Discard discard -> {
        if (!previous.equals(Optional.of(release))) {
          running.remove(release);
        }
      }
      case Move.Check check -> {}
      case Move.Approve approve -> {}
      case Move.Migrate migrate -> {}
      case Move.Probe probe -> {}
      case Move.Verify verify -> {}
      case Move.Watch watch -> {}
      case Move.Contract contract -> {}
    }
  }

  private void check() {
    boolean stable = serving.isEmpty() || percent == 100 || running.contains(serving);
    boolean shifted = percent == 0 || running.contains(candidate);
    if (!stable || !shifted) {
      cut++;
    }
  }
}
