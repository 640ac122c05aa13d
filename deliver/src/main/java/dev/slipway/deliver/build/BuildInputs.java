package dev.slipway.deliver.build;

import dev.slipway.store.Digest;
import java.util.TreeMap;

/** The digest of all that the result of a component's build follows from. */
final class BuildInputs {
  /** Changes when the same inputs give another result, so that nothing older is taken for it. */
  private static final String EDITION = "build 1";

  private BuildInputs() {}

  static Digest of(
      BuildSpec project, ComponentSpec component, Ecosystem ecosystem, ProjectFiles files) {
    boolean hooked = !project.before().isEmpty();
    ComponentSpec.Recipe recipe = component.recipe();
    Fingerprint inputs =
        new Fingerprint()
            .add(EDITION)
            .add(component.name())
            .add(component.form().name())
            .add(component.folder().toString())
            .add(ecosystem.identity())
            .add(recipe.run())
            .add(recipe.output().toString())
            .add(recipe.include())
            .add(recipe.exclude())
            .add(component.fallback().orElse(""));
    add(inputs, recipe.environment());
    add(inputs, component.settings());
    // A hook may read and change anything.
    for (BuildHook hook : project.before()) {
      inputs.add(hook.argv());
    }
    return inputs.add(files.digest(component, hooked).hex()).digest();
  }

  private static void add(Fingerprint inputs, java.util.Map<String, String> values) {
    new TreeMap<>(values).forEach((name, value) -> inputs.add(name).add(value));
    inputs.add("" + values.size());
  }
}
