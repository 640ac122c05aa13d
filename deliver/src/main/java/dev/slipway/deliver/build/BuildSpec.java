package dev.slipway.deliver.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A project to build.
 *
 * @param root the folder of slipway.yaml
 * @param components in its order
 * @param configKeys names of the settings the components read
 * @param before hooks that run before the first component is built; none run when nothing is to do
 * @param after hooks that run when all are built
 */
public record BuildSpec(
    Path root,
    List<ComponentSpec> components,
    Set<String> configKeys,
    List<BuildHook> before,
    List<BuildHook> after) {
  /** Copies the collections. */
  public BuildSpec {
    root = root.toAbsolutePath().normalize();
    components = List.copyOf(components);
    configKeys = Set.copyOf(configKeys);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
