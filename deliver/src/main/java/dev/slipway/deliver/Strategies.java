package dev.slipway.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a strategy does with the traffic, as moves and in words. */
final class Strategies {
  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofSeconds(1);

  private Strategies() {}

  /** The moves of a deployment in order. */
  static List<Move> moves(
      Scope scope, Optional<ApprovalRule> rule, boolean replaces, boolean back) {
    Environment environment = scope.environment();
    boolean databases = !scope.components(Component.Database.class).isEmpty();
    List<Move> moves = new ArrayList<>();
    moves.add(new Move.Check());
    rule.ifPresent(each -> moves.add(new Move.Approve()));
    if (databases) {
      moves.add(new Move.Migrate());
    }
    boolean shifts = replaces && !back && !scope.routed().isEmpty();
    if (shifts && environment.strategy() instanceof Strategy.Rolling rolling) {
      addRolling(moves, scope, rolling);
    } else {
      moves.add(new Move.Start());
      moves.add(new Move.Probe());
    }
    if (shifts && environment.strategy() instanceof Strategy.Canary canary) {
      addCanary(moves, canary);
    }
    moves.add(new Move.Promote());
    moves.add(new Move.Watch(watch(environment)));
    moves.add(new Move.Retire());
    if (databases) {
      moves.add(new Move.Contract());
    }
    return moves;
  }

  private static void addRolling(List<Move> moves, Scope scope, Strategy.Rolling rolling) {
    int most = mostInstances(scope);
    int steps = (most + rolling.batch() - 1) / rolling.batch();
    for (int step = 1; step <= steps; step++) {
      moves.add(new Move.Replace(step, steps));
      if (step < steps) {
        Duration pause = rolling.pause();
        moves.add(
            new Move.Verify(
                step, pause.compareTo(PAUSE_BETWEEN_LOOKS) > 0 ? pause : PAUSE_BETWEEN_LOOKS));
      }
    }
  }

  private static void addCanary(List<Move> moves, Strategy.Canary canary) {
    int number = 1;
    for (Strategy.Step step : canary.steps()) {
      moves.add(new Move.Shift(number, step.weight()));
      moves.add(new Move.Verify(number, step.duration()));
      number++;
    }
  }

  private static Duration watch(Environment environment) {
    if (environment.strategy() instanceof Strategy.BlueGreen(Optional<String> host, Duration warm)
        && warm.compareTo(environment.watch()) > 0) {
      return warm;
    }
    return environment.watch();
  }

  /** The largest number of instances a component has. */
  static int mostInstances(Scope scope) {
    int services =
        scope.components(Component.Service.class).stream()
            .mapToInt(each -> each.workload().instances())
            .max()
            .orElse(1);
    int workers =
        scope.components(Component.Worker.class).stream()
            .mapToInt(each -> each.workload().instances())
            .max()
            .orElse(1);
    return Math.max(services, workers);
  }

  /** The steps of the traffic as a person reads them. */
  static List<String> traffic(Scope scope, boolean replaces, boolean back) {
    List<String> lines = new ArrayList<>();
    Environment environment = scope.environment();
    if (scope.routed().isEmpty()) {
      return List.of("nothing answers requests");
    }
    if (!replaces) {
      lines.add("100 % at once: nothing serves yet");
    } else if (back) {
      lines.add("100 % at once: it has served before");
    } else {
      lines.addAll(steps(environment.strategy(), mostInstances(scope)));
    }
    lines.add("watched for " + Spans.text(watch(environment)) + ", and taken back by itself");
    return lines;
  }

  private static List<String> steps(Strategy strategy, int instances) {
    return switch (strategy) {
      case Strategy.Rolling(int batch, Duration pause) ->
          List.of("rolling: " + LiveStage.instances(instances) + ", " + batch + " at a time");
      case Strategy.BlueGreen(Optional<String> host, Duration warm) ->
          List.of(
              "blue-green: checked beside the old one, then 100 % at once",
              "the old one stays warm for " + Spans.text(warm));
      case Strategy.Canary canary ->
          canary.steps().stream()
              .map(step -> step.weight() + " % for " + Spans.text(step.duration()))
              .toList();
    };
  }
}
