package dev.slipway.deliver.build;

import dev.slipway.store.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A component of a release, named by its content.
 *
 * @param name as slipway.yaml has it
 * @param toolchain what it was built with and runs on, such as {@code Python 3.11.7}; empty for
 *     files alone
 * @param layers its files; a later layer lies over an earlier one
 * @param programs folders that come first in the PATH of its processes: relative to the folder it
 *     is placed in, or absolute where they belong to the machine
 * @param environment what its processes need besides their settings; {@code ${release}} in a value
 *     stands for the folder it is placed in
 * @param settings what the caller wants to have back with it, such as the start command of its time
 */
public record BuiltComponent(
    String name,
    Form form,
    String toolchain,
    List<Layer> layers,
    List<String> programs,
    Map<String, String> environment,
    Map<String, String> settings) {
  /** Copies the collections; the maps are kept sorted. */
  public BuiltComponent {
    layers = List.copyOf(layers);
    programs = List.copyOf(programs);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The digest of its files and of how they are run. */
  public Digest digest() {
    return ReleaseFormat.digest(this);
  }

  /** The size of its files. */
  public long bytes() {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  /** How many files it has. */
  public int files() {
    return layers.stream().mapToInt(Layer::files).sum();
  }
}
