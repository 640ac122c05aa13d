package dev.slipway.runner.action;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code actions/setup-python}: gives the job a Python of the version it asks for.
 *
 * <p>The interpreter is one that is installed; what the job sees is a virtual environment of its
 * own, since a system's Python refuses {@code pip install} and is no place for a job's packages.
 */
final class SetupPython implements NativeAction {
  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.optional("python-version"),
        InputSpec.optional("python-version-file"),
        InputSpec.optional("cache"),
        InputSpec.optional("architecture"),
        InputSpec.optional("check-latest", "false"),
        InputSpec.optional("token"),
        InputSpec.optional("cache-dependency-path"),
        InputSpec.optional("update-environment", "true"),
        InputSpec.optional("allow-prereleases", "false"),
        InputSpec.optional("freethreaded", "false"),
        InputSpec.optional("pip-version"),
        InputSpec.optional("pip-install"),
        InputSpec.optional("ignore-platform-version"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    List<String> specs = PythonVersionSource.read(context);
    if (specs.isEmpty()) {
      context
          .effects()
          .warn(
              "The `python-version` input is not set.  The version of Python currently in `PATH`"
                  + " will be used.");
    } else {
      context.effects().group("Installed versions");
      specs.forEach(spec -> setUp(context, spec));
      context.effects().endGroup();
    }
    context.effects().addMatchers(ProblemMatcherFiles.PYTHON);
    return ActionOutcome.succeeded();
  }

  private static void setUp(ActionContext context, String spec) {
    InstalledTools.Tool tool = choose(context, spec);
    Path location =
        new VirtualEnvironments(context)
            .create(tool, context.job().folders().temp().resolve("Python"));
    ActionEffects effects = context.effects();
    if (context.inputs().flag("update-environment")) {
      exportEnvironment(context, location);
    }
    effects.output("python-version", tool.version());
    effects.output("python-path", location.resolve("bin/python").toString());
    effects.line("Successfully set up CPython (" + tool.version() + ")");
  }

  private static InstalledTools.Tool choose(ActionContext context, String spec) {
    if (spec.startsWith("pypy") || spec.startsWith("graalpy")) {
      throw new InputException(
          "Python " + spec + " is not supported here: only CPython is set up natively.");
    }
    boolean preReleases = context.inputs().flag("allow-prereleases") || spec.endsWith("-dev");
    VersionRange range =
        VersionRange.parse(spec.endsWith("-dev") ? spec.substring(0, spec.length() - 4) : spec)
            .orElseThrow(
                () -> new InputException("'" + spec + "' is no Python version or range of them"));
    RunStores stores = context.job().stores();
    return new ToolChoice("Python", stores.tools().installed("python"), stores.strictToolchains())
        .choose(spec, preReleases ? range.withPreReleases() : range, context.effects());
  }

  private static void exportEnvironment(ActionContext context, Path location) {
    ActionEffects effects = context.effects();
    for (String name :
        List.of("pythonLocation", "Python_ROOT_DIR", "Python2_ROOT_DIR", "Python3_ROOT_DIR")) {
      effects.exportVariable(name, location.toString());
    }
    effects.exportVariable("PKG_CONFIG_PATH", location.resolve("lib/pkgconfig").toString());
    effects.addPath(location.toString());
    effects.addPath(location.resolve("bin").toString());
    quietPip(context);
    keepPipCache(context);
  }

  // Only what changes no result: no look-up of newer releases of pip, no advice against root.
  private static void quietPip(ActionContext context) {
    exportUnlessSet(context, "PIP_DISABLE_PIP_VERSION_CHECK", "1");
    exportUnlessSet(context, "PIP_ROOT_USER_ACTION", "ignore");
  }

  // The job's home goes with the job; without a cache of the user's in it, ours is kept.
  private static void keepPipCache(ActionContext context) {
    if (!Files.exists(context.job().folders().home().resolve(".cache/pip"))) {
      exportUnlessSet(
          context, "PIP_CACHE_DIR", context.job().stores().kept().resolve("pip").toString());
    }
  }

  private static void exportUnlessSet(ActionContext context, String name, String value) {
    if (!context.env().containsKey(name)) {
      context.effects().exportVariable(name, value);
    }
  }
}
