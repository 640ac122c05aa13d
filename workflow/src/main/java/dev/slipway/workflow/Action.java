package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/** An action as its {@code action.yml} declares it, checked. */
public record Action(
    String path, String name, List<Input> inputs, List<Output> outputs, Runs runs) {
  public Action {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** A value the caller gives by {@code with}. */
  public record Input(
      String name,
      boolean required,
      Optional<Template> defaultValue,
      Optional<String> deprecationMessage) {}

  /**
   * A value the caller can read.
   *
   * @param value how a composite action computes it; other actions set it while they run
   */
  public record Output(String name, Optional<Template> value) {}

  /** How the action runs. */
  public sealed interface Runs {}

  /** Steps in the caller's job. */
  public record Composite(List<Step> steps) implements Runs {
    public Composite {
      steps = List.copyOf(steps);
    }
  }

  /**
   * JavaScript files run by Node.
   *
   * @param version the major version named by {@code using}
   * @param main relative to the action's folder, as are {@code pre} and {@code post}
   * @param preCondition {@code always()} when absent
   * @param postCondition {@code always()} when absent
   */
  public record Node(
      int version,
      String main,
      Optional<String> pre,
      Expression preCondition,
      Optional<String> post,
      Expression postCondition)
      implements Runs {}

  /**
   * A container.
   *
   * @param image {@code docker://image}, or a Dockerfile relative to the action's folder
   */
  public record Docker(
      String image,
      Optional<String> entrypoint,
      List<Template> arguments,
      Template.Mapping env,
      Optional<String> preEntrypoint,
      Expression preCondition,
      Optional<String> postEntrypoint,
      Expression postCondition)
      implements Runs {
    public Docker {
      arguments = List.copyOf(arguments);
    }
  }

  /** The input of that name, without regard to case. */
  public Optional<Input> input(String name) {
    return inputs.stream().filter(input -> input.name().equalsIgnoreCase(name)).findFirst();
  }
}
