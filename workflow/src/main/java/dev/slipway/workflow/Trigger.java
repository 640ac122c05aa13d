package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.List;
import java.util.Optional;

/**
 * One event of {@code on:} and what narrows it.
 *
 * @param event such as {@code push} or {@code workflow_dispatch}
 * @param filters empty when every such event counts; activity types then have GitHub's default
 * @param inputs of {@code workflow_dispatch} and {@code workflow_call}
 */
public record Trigger(
    String event,
    Position position,
    List<Filter> filters,
    List<Schedule> schedules,
    List<Input> inputs,
    List<Secret> secrets,
    List<Output> outputs) {
  public Trigger {
    filters = List.copyOf(filters);
    schedules = List.copyOf(schedules);
    inputs = List.copyOf(inputs);
    secrets = List.copyOf(secrets);
    outputs = List.copyOf(outputs);
  }

  /** What a filter looks at. */
  public enum FilterKind {
    TYPES("types"),
    BRANCHES("branches"),
    BRANCHES_IGNORE("branches-ignore"),
    TAGS("tags"),
    TAGS_IGNORE("tags-ignore"),
    PATHS("paths"),
    PATHS_IGNORE("paths-ignore"),
    WORKFLOWS("workflows"),
    NAMES("names"),
    VERSIONS("versions");

    private final String key;

    FilterKind(String key) {
      this.key = key;
    }

    /** The key of the workflow file. */
    public String key() {
      return key;
    }
  }

  /** A filter and the patterns (activity types, workflow names) it accepts or refuses. */
  public record Filter(FilterKind kind, Position position, List<String> patterns) {
    public Filter {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * One {@code cron} of {@code schedule}.
   *
   * @param timezone an IANA name; UTC when absent
   */
  public record Schedule(Position position, String cron, Optional<String> timezone) {}

  /** The kinds of input a workflow can ask for. */
  public enum InputType {
    STRING,
    BOOLEAN,
    NUMBER,
    CHOICE,
    ENVIRONMENT
  }

  /**
   * An input of {@code workflow_dispatch} or {@code workflow_call}.
   *
   * @param defaultValue of {@code workflow_call} it may be computed
   * @param options what a {@link InputType#CHOICE} chooses from, else empty
   */
  public record Input(
      Position position,
      String name,
      InputType type,
      boolean required,
      Optional<Template> defaultValue,
      String description,
      List<String> options) {
    public Input {
      options = List.copyOf(options);
    }
  }

  /** A secret that callers of {@code workflow_call} pass. */
  public record Secret(Position position, String name, boolean required) {}

  /** An output of {@code workflow_call}. */
  public record Output(Position position, String name, Template value) {}

  /** The patterns of a filter; empty if it is not there. */
  public Optional<Filter> filter(FilterKind kind) {
    return filters.stream().filter(filter -> filter.kind() == kind).findFirst();
  }

  /** The input of that name, without regard to case. */
  public Optional<Input> input(String name) {
    return inputs.stream().filter(input -> input.name().equalsIgnoreCase(name)).findFirst();
  }
}
