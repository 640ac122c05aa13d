package dev.slipway.server;

import dev.slipway.machine.Owner;
import dev.slipway.machine.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This program, as it is started once more for a part of it that has a process of its own.
 *
 * @param java the JVM
 * @param options its options for a part that starts often and computes little
 * @param caches the start-up cache of each command that has one
 * @param main what stands behind all options: the class to start
 * @param environment the variables it gets
 */
public record OwnProgram(
    String java,
    List<String> options,
    Map<String, Path> caches,
    List<String> main,
    Map<String, String> environment) {
  private static final String HOME = "-Dslipway.home=";

  /** Copies everything. */
  public OwnProgram {
    options = List.copyOf(options);
    caches = Map.copyOf(caches);
    main = List.copyOf(main);
    environment = Map.copyOf(environment);
  }

  /** The folder with the launcher {@code slipway}, if it was started by that. */
  Optional<Path> home() {
    return options.stream()
        .filter(option -> option.startsWith(HOME))
        .map(option -> option.substring(HOME.length()))
        .filter(home -> !home.isEmpty())
        .map(Path::of)
        .findFirst();
  }

  /** The process of one command. */
  ProcessSpec process(Path directory, Owner owner, List<String> more, List<String> words) {
    List<String> line = new ArrayList<>();
    line.add(java);
    line.addAll(options);
    line.addAll(more);
    Path cache = caches.get(words.getFirst());
    if (cache != null) {
      line.add("-XX:AOTCache=" + cache);
    }
    line.addAll(main);
    line.addAll(words);
    Map<String, String> variables = new LinkedHashMap<>(environment);
    // A name that a shell cannot hold is of no use to us either.
    variables
        .keySet()
        .removeIf(name -> name.equals("_") || !name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    return new ProcessSpec(line, variables, directory, owner);
  }
}
