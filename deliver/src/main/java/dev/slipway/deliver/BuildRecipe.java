package dev.slipway.deliver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a component is built from its folder.
 *
 * @param run the command, in the component's folder; empty when there is nothing to do but copy
 * @param output what the release holds, relative to the component's folder
 * @param include patterns of files of the output that are taken; empty for all
 * @param exclude patterns of files that are left out of the output
 * @param inputs patterns of files whose change makes a build necessary; empty for all of the folder
 * @param env settings of the build alone
 * @param timeout when the command is stopped
 */
public record BuildRecipe(
    Optional<ShellCommand> run,
    Path output,
    List<String> include,
    List<String> exclude,
    List<String> inputs,
    Settings env,
    Duration timeout) {
  /** Copies the lists and refuses an output outside the component's folder. */
  public BuildRecipe {
    output = output.normalize();
    if (output.isAbsolute() || output.startsWith("..")) {
      throw new IllegalArgumentException("the output lies outside the component: " + output);
    }
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    inputs = List.copyOf(inputs);
  }
}
