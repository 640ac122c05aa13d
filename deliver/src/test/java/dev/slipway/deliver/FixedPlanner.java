package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plans a canary, or what it is told to; the settings may change between two plans. */
final class FixedPlanner implements Planner {
  static final List<Move> CANARY =
      List.of(
          new Move.Check(),
          new Move.Migrate(),
          new Move.Start(),
          new Move.Probe(),
          new Move.Shift(1, 10),
          new Move.Verify(1, Duration.ofSeconds(1)),
          new Move.Shift(2, 50),
          new Move.Verify(2, Duration.ofSeconds(1)),
          new Move.Promote(),
          new Move.Watch(Duration.ofSeconds(1)),
          new Move.Retire(),
          new Move.Contract());

  static final List<Move> ROLLING =
      List.of(
          new Move.Check(),
          new Move.Replace(1, 2),
          new Move.Verify(1, Duration.ofSeconds(1)),
          new Move.Replace(2, 2),
          new Move.Promote(),
          new Move.Watch(Duration.ofSeconds(1)),
          new Move.Retire());

  private final List<Move> moves;
  private final Optional<ApprovalRule> rule;
  private volatile Environment.Waiting waiting = Environment.Waiting.QUEUE;
  private volatile List<String> settings = List.of("backend: DATABASE_URL");

  FixedPlanner(List<Move> moves) {
    this(moves, Optional.empty());
  }

  FixedPlanner(List<Move> moves, Optional<ApprovalRule> rule) {
    this.moves = List.copyOf(moves);
    this.rule = rule;
  }

  void change(String setting) {
    settings = List.of(setting);
  }

  void supersede() {
    waiting = Environment.Waiting.SUPERSEDE;
  }

  @Override
  public Environment.Waiting waiting(String environment) {
    return waiting;
  }

  @Override
  public DeploymentPlan plan(DeploymentId deployment, Wish wish, Optional<String> previous) {
    return new DeploymentPlan(
        deployment,
        wish.release(),
        previous,
        wish.rollback(),
        moves,
        rule,
        settings,
        List.of(),
        List.of("10 %", "50 %", "100 %"),
        List.of());
  }
}
