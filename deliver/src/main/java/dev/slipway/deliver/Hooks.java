package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Commands a project runs at points of a delivery, in the order written. */
public record Hooks(List<Hook> all) {
  /** There are none. */
  public static final Hooks NONE = new Hooks(List.of());

  /** Copies the list. */
  public Hooks {
    all = List.copyOf(all);
  }

  /** When a hook runs. One before a step that fails stops the step; one after it only warns. */
  public enum Point {
    BEFORE_BUILD,
    AFTER_BUILD,
    BEFORE_MIGRATE,
    AFTER_MIGRATE,
    BEFORE_DEPLOY,
    AFTER_DEPLOY,
    BEFORE_ROLLBACK,
    AFTER_ROLLBACK;

    /** The key of slipway.yaml. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it belongs to the building of a release, which no environment is part of. */
    boolean isOfBuild() {
      return this == BEFORE_BUILD || this == AFTER_BUILD;
    }

    /** Whether a failure stops what it stands before. */
    public boolean isBefore() {
      return name().startsWith("BEFORE");
    }
  }

  /**
   * One command.
   *
   * @param timeout when it is stopped and counts as failed
   * @param pass variables of Slipway's own environment that it gets; all others stay out
   */
  public record Hook(Point point, ShellCommand run, Duration timeout, Set<String> pass) {
    /** Copies the set. */
    public Hook {
      pass = Set.copyOf(pass);
    }
  }

  /** The hooks of a point. */
  public List<Hook> at(Point point) {
    return all.stream().filter(hook -> hook.point() == point).toList();
  }

  /** These, and behind them those of an environment. */
  Hooks with(Hooks more) {
    return new Hooks(Stream.concat(all.stream(), more.all.stream()).toList());
  }
}
