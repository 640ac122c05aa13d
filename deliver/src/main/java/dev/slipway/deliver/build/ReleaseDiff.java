package dev.slipway.deliver.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What another release would change.
 *
 * @param components those that differ, in the order of the new release, gone ones last
 * @param addedKeys settings that are read for the first time
 * @param removedKeys settings that are no longer read
 */
public record ReleaseDiff(
    Release from,
    Release to,
    List<ComponentDiff> components,
    Set<String> addedKeys,
    Set<String> removedKeys) {
  /** Copies the collections; keys are sorted. */
  public ReleaseDiff {
    components = List.copyOf(components);
    addedKeys = new TreeSet<>(addedKeys);
    removedKeys = new TreeSet<>(removedKeys);
  }

  /** How something differs. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * How a component differs.
   *
   * @param files the project's own, by path
   * @param packages what it depends on
   * @param facts other differences, in words, such as another toolchain
   */
  public record ComponentDiff(
      String name,
      Change change,
      Map<String, Change> files,
      List<PackageDiff> packages,
      List<String> facts) {
    /** Copies the collections; files are sorted. */
    public ComponentDiff {
      files = new TreeMap<>(files);
      packages = List.copyOf(packages);
      facts = List.copyOf(facts);
    }
  }

  /** A package whose version differs; absent where a release does not have it. */
  public record PackageDiff(String name, Optional<String> from, Optional<String> to) {}

  /** Whether nothing is built differently and the same settings are read. */
  public boolean isEmpty() {
    return components.isEmpty() && addedKeys.isEmpty() && removedKeys.isEmpty();
  }

  static ReleaseDiff of(Release from, Release to, LayerContents contents) {
    List<ComponentDiff> components = new ArrayList<>();
    for (BuiltComponent fresh : to.components()) {
      Optional<BuiltComponent> old = from.component(fresh.name());
      if (old.isEmpty()) {
        components.add(whole(fresh, Change.ADDED));
      } else if (!old.get().equals(fresh)) {
        components.add(between(old.get(), fresh, contents));
      }
    }
    for (BuiltComponent old : from.components()) {
      if (to.component(old.name()).isEmpty()) {
        components.add(whole(old, Change.REMOVED));
      }
    }
    Set<String> added = new LinkedHashSet<>(to.configKeys());
    added.removeAll(from.configKeys());
    Set<String> removed = new LinkedHashSet<>(from.configKeys());
    removed.removeAll(to.configKeys());
    return new ReleaseDiff(from, to, components, added, removed);
  }

  private static ComponentDiff whole(BuiltComponent component, Change change) {
    return new ComponentDiff(component.name(), change, Map.of(), List.of(), List.of());
  }

  private static ComponentDiff between(
      BuiltComponent old, BuiltComponent fresh, LayerContents contents) {
    return new ComponentDiff(
        fresh.name(),
        Change.CHANGED,
        files(contents.ownFiles(old), contents.ownFiles(fresh)),
        packages(contents.packages(old), contents.packages(fresh)),
        facts(old, fresh));
  }

  private static Map<String, Change> files(Map<String, String> old, Map<String, String> fresh) {
    Map<String, Change> changes = new TreeMap<>();
    fresh.forEach(
        (path, content) -> {
          if (!old.containsKey(path)) {
            changes.put(path, Change.ADDED);
          } else if (!content.equals(old.get(path))) {
            changes.put(path, Change.CHANGED);
          }
        });
    for (String path : old.keySet()) {
      if (!fresh.containsKey(path)) {
        changes.put(path, Change.REMOVED);
      }
    }
    return changes;
  }

  private static List<PackageDiff> packages(Map<String, String> old, Map<String, String> fresh) {
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    List<PackageDiff> changes = new ArrayList<>();
    for (String name : names) {
      Optional<String> before = Optional.ofNullable(old.get(name));
      Optional<String> after = Optional.ofNullable(fresh.get(name));
      if (!before.equals(after)) {
        changes.add(new PackageDiff(name, before, after));
      }
    }
    return changes;
  }

  private static List<String> facts(BuiltComponent old, BuiltComponent fresh) {
    List<String> facts = new ArrayList<>();
    if (!old.toolchain().equals(fresh.toolchain())) {
      facts.add(old.toolchain() + " becomes " + fresh.toolchain());
    }
    Set<String> names = new TreeSet<>(old.settings().keySet());
    names.addAll(fresh.settings().keySet());
    for (String name : names) {
      String before = old.settings().getOrDefault(name, "");
      String after = fresh.settings().getOrDefault(name, "");
      if (!before.equals(after)) {
        facts.add(name + ": " + before + " becomes " + after);
      }
    }
    return facts;
  }
}
