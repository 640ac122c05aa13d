package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code actions/cache} with its halves {@code restore} and {@code save}: keeps folders from run to
 * run under a key.
 */
final class CacheAction implements NativeAction {
  private static final String PRIMARY_KEY = "CACHE_KEY";
  private static final String MATCHED_KEY = "CACHE_RESULT";

  /** Which half of the action is meant. */
  enum Half {
    BOTH,
    RESTORE,
    SAVE
  }

  private final Half half;

  CacheAction(Half half) {
    this.half = half;
  }

  @Override
  public List<InputSpec> inputSpecs() {
    var specs = new ArrayList<InputSpec>();
    specs.add(InputSpec.required("path"));
    specs.add(InputSpec.required("key"));
    if (half != Half.SAVE) {
      specs.add(InputSpec.optional("restore-keys"));
      specs.add(InputSpec.optional("fail-on-cache-miss", "false"));
      specs.add(InputSpec.optional("lookup-only", "false"));
    }
    if (half != Half.RESTORE) {
      specs.add(InputSpec.optional("upload-chunk-size"));
    }
    specs.add(InputSpec.optional("enableCrossOsArchive", "false"));
    if (half == Half.BOTH) {
      specs.add(
          InputSpec.optional("save-always", "false")
              .deprecated(
                  "save-always does not work as intended and will be removed in a future release."
                      + " A separate `actions/cache/restore` step should be used instead."));
    }
    return specs;
  }

  @Override
  public Post postCondition() {
    return half == Half.BOTH ? Post.ON_SUCCESS : Post.NONE;
  }

  @Override
  public Post postCondition(ActionInputs inputs) {
    boolean always = half == Half.BOTH && inputs.isTrue("save-always");
    return always ? Post.ALWAYS : postCondition();
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    return half == Half.SAVE ? saveOnly(context) : restore(context);
  }

  private static ActionOutcome restore(ActionContext context) {
    ActionInputs inputs = context.inputs();
    ActionEffects effects = context.effects();
    String key = inputs.requiredText("key");
    inputs.requiredText("path");
    List<String> restoreKeys = inputs.lines("restore-keys");
    effects.saveState(PRIMARY_KEY, key);
    effects.output("cache-primary-key", key);
    boolean lookUpOnly = inputs.isTrue("lookup-only");
    Optional<String> matched =
        new CacheWork(context).restore(paths(inputs), key, restoreKeys, lookUpOnly);
    if (matched.isEmpty()) {
      return miss(context, key, restoreKeys);
    }
    effects.saveState(MATCHED_KEY, matched.get());
    effects.output("cache-matched-key", matched.get());
    effects.output("cache-hit", String.valueOf(matched.get().equalsIgnoreCase(key)));
    String verb =
        lookUpOnly ? "Cache found and can be restored from key: " : "Cache restored from key: ";
    effects.line(verb + matched.get());
    return ActionOutcome.succeeded();
  }

  // The original leaves cache-hit unset here, which reads as an empty text.
  private static ActionOutcome miss(ActionContext context, String key, List<String> restoreKeys) {
    if (context.inputs().isTrue("fail-on-cache-miss")) {
      return ActionOutcome.failed(
          "Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: " + key);
    }
    var keys = new ArrayList<>(List.of(key));
    keys.addAll(restoreKeys);
    context.line("Cache not found for input keys: " + String.join(", ", keys));
    return ActionOutcome.succeeded();
  }

  private static ActionOutcome saveOnly(ActionContext context) {
    String key = context.inputs().requiredText("key");
    if (!save(context, key)) {
      context.effects().warn("Cache save failed.");
    }
    return ActionOutcome.succeeded();
  }

  @Override
  public ActionOutcome post(ActionContext context) {
    String key = context.state().getOrDefault(PRIMARY_KEY, context.inputs().text("key"));
    if (key.isEmpty()) {
      context.line("[warning]Key is not specified.");
      return ActionOutcome.succeeded();
    }
    if (context.state().getOrDefault(MATCHED_KEY, "").equalsIgnoreCase(key)) {
      context.line("Cache hit occurred on the primary key " + key + ", not saving cache.");
      return ActionOutcome.succeeded();
    }
    save(context, key);
    return ActionOutcome.succeeded();
  }

  // Whatever keeps a cache from being saved is no reason to fail a job that succeeded.
  private static boolean save(ActionContext context, String key) {
    try {
      boolean saved = new CacheWork(context).save(paths(context.inputs()), key);
      if (saved) {
        context.line("Cache saved with key: " + key);
      }
      return saved;
    } catch (InputException e) {
      context.line("[warning]" + e.text());
      return false;
    }
  }

  private static List<String> paths(ActionInputs inputs) {
    return inputs.lines("path").stream().map(line -> line.replaceFirst("^!\\s+", "!")).toList();
  }
}
