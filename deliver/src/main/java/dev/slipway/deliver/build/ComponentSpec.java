package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component to build.
 *
 * @param name as slipway.yaml has it
 * @param folder its folder, relative to the project; inside it
 * @param fallback of a site: the file for paths that name no file, which the output must hold
 * @param settings what the built component carries along, such as its start command
 */
public record ComponentSpec(
    String name,
    Form form,
    Path folder,
    Recipe recipe,
    Optional<String> fallback,
    Map<String, String> settings) {
  /** Copies the map, and refuses a folder outside the project. */
  public ComponentSpec {
    folder = inside(folder, "The folder of component '" + name + "'");
    settings = Map.copyOf(settings);
  }

  /**
   * How it is built.
   *
   * @param run the command, in the component's folder; empty for none
   * @param output what the release holds, relative to the component's folder
   * @param include patterns of files of the output that are taken; empty for all
   * @param exclude patterns of files of the output that are left out
   * @param inputs patterns of files whose change makes a build necessary, relative to the
   *     component's folder; empty for all below it
   * @param environment what the command gets besides a clean environment; no secrets
   * @param timeout when the command is stopped and the build has failed
   */
  public record Recipe(
      List<String> run,
      Path output,
      List<String> include,
      List<String> exclude,
      List<String> inputs,
      Map<String, String> environment,
      Duration timeout) {
    /** A copy of the folder, with the dependencies its lock files name. */
    public static final Recipe COPY =
        new Recipe(
            List.of(),
            Path.of(""),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofMinutes(10));

    /** Copies the collections, and refuses an output outside the component. */
    public Recipe {
      run = List.copyOf(run);
      output = inside(output, "The output of a build");
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
      inputs = List.copyOf(inputs);
      environment = Map.copyOf(environment);
    }
  }

  private static Path inside(Path path, String what) {
    Path normal = path.normalize();
    if (normal.isAbsolute() || normal.startsWith("..")) {
      throw new SlipwayException(
          ErrorCode.REFUSED, what + " lies outside: '" + path + "' must be a path within");
    }
    return normal;
  }
}
