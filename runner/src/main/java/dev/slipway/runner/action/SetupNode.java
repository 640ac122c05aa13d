package dev.slipway.runner.action;

import dev.slipway.machine.Installed;
import dev.slipway.machine.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code actions/setup-node}: gives the job a Node.js of the version it asks for. */
final class SetupNode implements NativeAction {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

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
  public Post postCondition() {
    return Post.ON_SUCCESS;
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    String spec = NodeVersionSource.read(context);
    if (spec.isEmpty() && !context.inputs().text("architecture").isEmpty()) {
      context
          .effects()
          .warn(
              "`architecture` is provided but `node-version` is missing. In this configuration,"
                  + " the version/architecture of Node will not be changed. To fix this, provide"
                  + " `architecture` in combination with `node-version`");
    }
    if (spec.isEmpty()) {
      describePresent(context);
    } else {
      ToolChoice.checkArchitecture(context, Tool.NODE);
      setUp(context, ToolChoice.choose(context, Tool.NODE, spec));
    }
    NpmSettings.write(context);
    new NodeCache(context).restore();
    ActionEffects effects = context.effects();
    effects.addMatchers(ProblemMatcherFiles.TYPESCRIPT);
    effects.addMatchers(ProblemMatcherFiles.ESLINT_STYLISH);
    effects.addMatchers(ProblemMatcherFiles.ESLINT_COMPACT);
    return ActionOutcome.succeeded();
  }

  @Override
  public ActionOutcome post(ActionContext context) {
    return PackageCache.save(context);
  }

  // Without a version the Node.js on the PATH stays.
  private static void describePresent(ActionContext context) {
    Commands.Result result =
        context.job().commands().run(List.of("node", "--version"), context.workspace(), DEADLINE);
    context.line("node: " + result.output().strip());
    context.effects().output("node-version", result.output().strip());
  }

  private static void setUp(ActionContext context, Installed node) {
    var folders = new NodeFolders(node, context.job().folders().temp());
    folders.create();
    ActionEffects effects = context.effects();
    effects.addPath(folders.links().toString());
    effects.addPath(folders.global().resolve("bin").toString());
    exportUnlessSet(context, "npm_config_prefix", folders.global().toString());
    // No look-up of newer releases of npm, and no appeals for funding: neither changes a result.
    exportUnlessSet(context, "npm_config_update_notifier", "false");
    exportUnlessSet(context, "npm_config_fund", "false");
    exportUnlessSet(context, "npm_config_cache", npmCache(context).toString());
    effects.group("Environment details");
    effects.line("node: v" + node.version());
    effects.line("npm: " + folders.npmVersion().orElse(""));
    effects.endGroup();
    effects.output("node-version", "v" + node.version());
  }

  /** npm's cache: the user's own when the job's home leads to it, else the one that is kept. */
  static Path npmCache(ActionContext context) {
    String chosen = context.variable("npm_config_cache");
    if (!chosen.isEmpty()) {
      return context.workspace().resolve(chosen);
    }
    Path usual = context.job().folders().home().resolve(".npm");
    return Files.exists(usual) ? usual : context.job().stores().kept().resolve("npm");
  }

  private static void exportUnlessSet(ActionContext context, String name, String value) {
    boolean set = context.env().keySet().stream().anyMatch(name::equalsIgnoreCase);
    if (!set) {
      context.effects().exportVariable(name, value);
    }
  }
}
