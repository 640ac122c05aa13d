package dev.slipway.runner.action;

import java.util.List;

/** {@code actions/setup-node}: puts a Node.js of the version asked for on the PATH. */
final class SetupNode implements NativeAction {
  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.optional("always-auth", "false"),
        InputSpec.optional("node-version"),
        InputSpec.optional("node-version-file"),
        InputSpec.optional("architecture"),
        InputSpec.optional("check-latest", "false"),
        InputSpec.optional("registry-url"),
        InputSpec.optional("scope"),
        InputSpec.optional("token"),
        InputSpec.optional("cache"),
        InputSpec.optional("package-manager-cache", "true"),
        InputSpec.optional("cache-dependency-path"),
        InputSpec.optional("mirror"),
        InputSpec.optional("mirror-token"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    String spec = NodeVersionSource.read(context);
    if (!spec.isEmpty()) {
      setUp(context, spec);
    }
    ActionEffects effects = context.effects();
    effects.addMatchers(ProblemMatcherFiles.TYPESCRIPT);
    effects.addMatchers(ProblemMatcherFiles.ESLINT_STYLISH);
    effects.addMatchers(ProblemMatcherFiles.ESLINT_COMPACT);
    return ActionOutcome.succeeded();
  }

  private static void setUp(ActionContext context, String spec) {
    RunStores stores = context.job().stores();
    List<InstalledTools.Tool> installed = stores.tools().installed("node");
    InstalledTools.Tool tool =
        new ToolChoice("Node.js", installed, stores.strictToolchains())
            .choose(spec, NodeVersionSource.range(spec), context.effects());
    context.effects().addPath(FileTree.parent(tool.executable()).toString());
    context.effects().output("node-version", "v" + tool.version());
  }
}
