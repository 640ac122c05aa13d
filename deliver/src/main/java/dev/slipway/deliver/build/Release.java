package dev.slipway.deliver.build;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is deployed: the built components, migrations and configuration keys of one commit.
 *
 * <p>It never changes. Its id is the digest of all but the time and the branch it was built at, so
 * the same files of the same commit make the same release again.
 *
 * @param components in the order of slipway.yaml
 * @param configKeys the names of the settings it reads; no values
 * @param built when it was first built here
 */
public record Release(
    ReleaseId id,
    ReleaseSource source,
    List<BuiltComponent> components,
    Set<String> configKeys,
    Instant built) {
  /** Copies the collections; the keys are kept sorted. */
  public Release {
    components = List.copyOf(components);
    configKeys = Collections.unmodifiableSet(new TreeSet<>(configKeys));
  }

  /** The release of these parts; its id follows from them. */
  static Release of(
      ReleaseSource source,
      List<BuiltComponent> components,
      Set<String> configKeys,
      Instant built) {
    ReleaseId id = ReleaseFormat.id(source, components, new TreeSet<>(configKeys));
    return new Release(id, source, components, configKeys, built);
  }

  /** The same on a branch, if none is known yet. */
  Release on(Optional<String> branch) {
    return new Release(id, source.or(branch), components, configKeys, built);
  }

  /** The component of that name. */
  public Optional<BuiltComponent> component(String name) {
    return components.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The size of its files. */
  public long bytes() {
    return components.stream().mapToLong(BuiltComponent::bytes).sum();
  }
}
