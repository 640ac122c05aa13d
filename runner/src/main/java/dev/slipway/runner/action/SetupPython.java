package dev.slipway.runner.action;

import dev.slipway.machine.Installed;
import dev.slipway.machine.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code actions/setup-python}: gives the job a Python of the version it asks for.
 *
 * <p>The interpreter is one that is installed; what the job sees is a virtual environment of its
 * own, since a system's Python refuses {@code pip install} and is no place for a job's packages.
 */
final class SetupPython implements NativeAction {
  private static final Pattern MAJOR_MINOR = Pattern.compile("\\d+\\.\\d+");
  private static final Pattern PIP_VERSION = Pattern.compile("\\d+(\\.\\d+)?(\\.\\d+)?");
  private static final Duration PIP_DEADLINE = Duration.ofMinutes(10);

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
        InputSpec.optional("pip-version"));
  }

  @Override
  public Post postCondition() {
    return Post.ON_SUCCESS;
  }

  @Override
  public ActionOutcome post(ActionContext context) {
    return PackageCache.save(context);
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
      String version = "";
      for (String spec : specs) {
        version = setUp(context, spec);
      }
      context.effects().endGroup();
      new PythonCache(context, version).restore(pipCache(context));
    }
    context.effects().addMatchers(ProblemMatcherFiles.PYTHON);
    return ActionOutcome.succeeded();
  }

  private static String setUp(ActionContext context, String spec) {
    Installed tool = choose(context, spec);
    Path location =
        new VirtualEnvironments(context)
            .create(tool, context.job().folders().temp().resolve("Python"));
    ActionEffects effects = context.effects();
    if (context.inputs().flag("update-environment")) {
      exportEnvironment(context, tool, location);
    }
    effects.output("python-version", tool.version().toString());
    effects.output("python-path", location.resolve("bin/python").toString());
    effects.line("Successfully set up CPython (" + tool.version() + ")");
    installPip(context, location);
    return tool.version().toString();
  }

  private static Installed choose(ActionContext context, String spec) {
    if (spec.startsWith("pypy") || spec.startsWith("graalpy")) {
      throw new InputException(
          "Python " + spec + " is not supported here: only CPython is set up natively.");
    }
    if (context.inputs().flag("freethreaded") || spec.endsWith("t")) {
      throw new InputException(
          "Python " + spec + " without the global lock is not supported here yet.");
    }
    ToolChoice.checkArchitecture(context, Tool.PYTHON);
    boolean preReleases = context.inputs().flag("allow-prereleases");
    if (preReleases && MAJOR_MINOR.matcher(spec).matches()) {
      return ToolChoice.choose(context, Tool.PYTHON, "~" + spec + ".0-0");
    }
    return ToolChoice.choose(context, Tool.PYTHON, spec);
  }

  private static void exportEnvironment(ActionContext context, Installed tool, Path location) {
    ActionEffects effects = context.effects();
    for (String name :
        List.of("pythonLocation", "Python_ROOT_DIR", "Python2_ROOT_DIR", "Python3_ROOT_DIR")) {
      effects.exportVariable(name, location.toString());
    }
    // What extensions are compiled against lies with the interpreter, not in the environment.
    Path packages = tool.home().resolve("lib/pkgconfig");
    if (Files.isDirectory(packages) && !tool.home().equals(Path.of("/usr"))) {
      effects.exportVariable("PKG_CONFIG_PATH", packages.toString());
    }
    effects.addPath(location.toString());
    effects.addPath(location.resolve("bin").toString());
    quietPip(context);
    exportUnlessSet(context, "PIP_CACHE_DIR", pipCache(context).toString());
  }

  // Only what changes no result: no look-up of newer releases of pip, no advice against root.
  private static void quietPip(ActionContext context) {
    exportUnlessSet(context, "PIP_DISABLE_PIP_VERSION_CHECK", "1");
    exportUnlessSet(context, "PIP_ROOT_USER_ACTION", "ignore");
  }

  /** pip's cache: the user's own when the job's home leads to it, else the one that is kept. */
  private static Path pipCache(ActionContext context) {
    String chosen = context.variable("PIP_CACHE_DIR");
    if (!chosen.isEmpty()) {
      return context.workspace().resolve(chosen);
    }
    Path usual = context.job().folders().home().resolve(".cache/pip");
    return Files.exists(usual) ? usual : context.job().stores().kept().resolve("pip");
  }

  private static void installPip(ActionContext context, Path location) {
    String version = context.inputs().text("pip-version");
    if (version.isEmpty()) {
      return;
    }
    if (!PIP_VERSION.matcher(version).matches()) {
      throw new InputException(
          "Invalid pip-version \""
              + version
              + "\". Please specify a version in the format major[.minor][.patch].");
    }
    pip(context, location, "--upgrade", "pip==" + version, "--no-warn-script-location");
  }

  private static void pip(ActionContext context, Path location, String... arguments) {
    var argv = new ArrayList<String>();
    argv.addAll(List.of(location.resolve("bin/python").toString(), "-m", "pip", "install"));
    argv.addAll(List.of(arguments));
    Commands.Result result = context.job().commands().run(argv, context.workspace(), PIP_DEADLINE);
    result.output().lines().forEach(context::line);
    if (!result.isSuccess()) {
      throw new InputException("pip failed with exit code " + result.exitCode());
    }
  }

  private static void exportUnlessSet(ActionContext context, String name, String value) {
    if (!context.env().containsKey(name)) {
      context.effects().exportVariable(name, value);
    }
  }
}
