package dev.slipway.deliver.build;

import dev.slipway.deliver.build.ComponentSpec.Recipe;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Installed;
import dev.slipway.machine.WorkspaceCopy;
import dev.slipway.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * The build of one component in a copy of its folder: dependencies, its command, its output packed.
 * For use by one thread.
 */
final class ComponentBuild {
  private static final List<String> USUAL_OUTPUTS = List.of("dist", "build", "out");

  private final BuildSite site;
  private final ComponentSpec spec;
  private final Ecosystem ecosystem;
  private final Path folder;

  /** The build of a component whose folder in the copy is {@code folder}. */
  ComponentBuild(BuildSite site, ComponentSpec spec, Ecosystem ecosystem, Path folder) {
    this.site = site;
    this.spec = spec;
    this.ecosystem = ecosystem;
    this.folder = folder;
  }

  /**
   * Builds it.
   *
   * @throws BuildFailure when a command fails or the output is not what it should be
   */
  BuiltComponent run() {
    if (!Files.isDirectory(folder)) {
      throw failure("its folder " + spec.folder() + " is not among the files of the project");
    }
    try {
      return switch (ecosystem) {
        case Ecosystem.Python python -> python(python.installed());
        case Ecosystem.Node node -> node(node.installed());
        case Ecosystem.Plain plain -> plain();
      };
    } catch (IOException e) {
      throw FileTree.fault("build", folder, e);
    }
  }

  private BuiltComponent python(Installed python) throws IOException {
    PythonLayer builder = new PythonLayer(python, site);
    Layer packages = pythonPackages(builder);
    String programs = PythonLayer.FOLDER + "/bin";
    if (!spec.recipe().run().isEmpty()) {
      Path environment = folder.resolve(PythonLayer.FOLDER);
      FileTree.link(site.store().places().unpacked(packages.archive()), environment);
      command(folder.resolve(programs) + ":" + site.shell().path(), spec.recipe().run());
    }
    if (spec.form() == Form.SITE) {
      return built(List.of(siteLayer(Optional.empty())), List.of(), Map.of());
    }
    site.shell().step(spec.name(), "compiles");
    builder.compile(spec.name(), output());
    return built(
        List.of(packages, outputLayer()),
        List.of(programs),
        // Byte code is complete; anything written would be a change of the release.
        Map.of(
            "VIRTUAL_ENV", "${release}/" + PythonLayer.FOLDER,
            "PYTHONDONTWRITEBYTECODE", "1",
            "PYTHONUNBUFFERED", "1"));
  }

  private Layer pythonPackages(PythonLayer builder) throws IOException {
    Digest inputs = builder.inputs(folder).digest();
    Optional<Layer> known = layer(inputs);
    if (known.isPresent()) {
      return known.get();
    }
    site.shell().step(spec.name(), "installs requirements.txt");
    Path environment = site.folder().resolve("environment-" + spec.name());
    builder.install(spec.name(), folder, environment, site.kept().resolve("pip"));
    return remember(inputs, environment, PythonLayer.FOLDER);
  }

  private BuiltComponent node(Installed node) throws IOException {
    NodeModules modules = new NodeModules(node, site.shell());
    List<String> run = nodeCommand(modules);
    if (!run.isEmpty()) {
      WorkspaceCopy.ofFolder(keptModules(modules), folder.resolve(NodeModules.FOLDER));
      command(folder.resolve("node_modules/.bin") + ":" + modules.path(), run);
    }
    if (spec.form() == Form.SITE) {
      return built(List.of(siteLayer(Optional.of(node))), List.of(), Map.of());
    }
    return built(
        List.of(productionModules(modules), outputLayer()),
        List.of("node_modules/.bin", modules.bin().toString()),
        Map.of("NODE_ENV", "production"));
  }

  private List<String> nodeCommand(NodeModules modules) throws IOException {
    if (!spec.recipe().run().isEmpty() || spec.form() != Form.SITE) {
      return spec.recipe().run();
    }
    return hasBuildScript() ? List.of(modules.npm().toString(), "run", "build") : List.of();
  }

  private boolean hasBuildScript() throws IOException {
    byte[] description = Files.readAllBytes(folder.resolve("package.json"));
    try {
      JsonObject json = JsonObject.parse(description, "package.json");
      return json.has("scripts") && json.object("scripts").has("build");
    } catch (SlipwayException e) {
      String place = "";
      if (e.getCause() instanceof JacksonException cause) {
        TokenStreamLocation at = cause.getLocation();
        place = ":" + at.getLineNr() + ":" + at.getColumnNr();
      }
      throw failure(
          "package.json" + place + " is not valid, so npm could not read it; correct it there");
    }
  }

  /** The folder of all packages, those of development too, kept for the next build. */
  private Path keptModules(NodeModules modules) throws IOException {
    Path kept = site.kept().resolve("node").resolve(modules.inputs(folder, false).digest().hex());
    Path installed = kept.resolve(NodeModules.FOLDER);
    if (!Files.isDirectory(installed)) {
      site.shell().step(spec.name(), "installs package-lock.json");
      Path fresh = site.folder().resolve("modules-" + spec.name());
      NodeModules.copyInputs(folder, fresh);
      modules.install(spec.name(), fresh, false);
      Files.createDirectories(fresh.resolve(NodeModules.FOLDER));
      ReleasePlaces.keep(fresh, kept);
    }
    return installed;
  }

  private Layer productionModules(NodeModules modules) throws IOException {
    Digest inputs = modules.inputs(folder, true).digest();
    Optional<Layer> known = layer(inputs);
    if (known.isPresent()) {
      return known.get();
    }
    site.shell().step(spec.name(), "installs package-lock.json for production");
    Path fresh = site.folder().resolve("production-" + spec.name());
    NodeModules.copyInputs(folder, fresh);
    modules.install(spec.name(), fresh, true);
    Path installed = Files.createDirectories(fresh.resolve(NodeModules.FOLDER));
    return remember(inputs, installed, NodeModules.FOLDER);
  }

  private BuiltComponent plain() throws IOException {
    if (!spec.recipe().run().isEmpty()) {
      command(site.shell().path(), spec.recipe().run());
    }
    if (spec.form() == Form.SITE) {
      return built(List.of(siteLayer(Optional.empty())), List.of(), Map.of());
    }
    return built(List.of(outputLayer()), List.of(), Map.of());
  }

  private void command(String path, List<String> argv) {
    Recipe recipe = spec.recipe();
    site.shell().step(spec.name(), "runs " + shown(argv));
    Map<String, String> environment = new LinkedHashMap<>(recipe.environment());
    environment.put("PATH", path);
    environment.put("SLIPWAY_COMPONENT", spec.name());
    site.shell()
        .run(
            spec.name(),
            "Its build command failed",
            argv,
            folder,
            site.shell().environment(environment),
            recipe.timeout());
  }

  /** As the user wrote it: of a line for the shell, the line. */
  private static String shown(List<String> argv) {
    boolean line = argv.size() == 3 && argv.getFirst().equals("/bin/sh");
    return line ? argv.getLast().strip().replace("\n", "; ") : String.join(" ", argv);
  }

  private Layer siteLayer(Optional<Installed> node) throws IOException {
    site.shell().step(spec.name(), "compresses");
    Path output = output();
    SiteFiles files = new SiteFiles(spec.name(), output, chosen(output), node, site.shell());
    files.require(spec.fallback().orElse("index.html"));
    Path staged = Files.createDirectory(site.folder().resolve("site-" + spec.name()));
    files.stage(staged);
    return LayerArchive.pack(staged, FileTree.list(staged), "", site.store().blobs());
  }

  private Layer outputLayer() throws IOException {
    Path output = output();
    return LayerArchive.pack(output, chosen(output), "", site.store().blobs());
  }

  /** The folder that holds what the command made. */
  private Path output() {
    Path declared = spec.recipe().output();
    if (declared.toString().isEmpty() && spec.form() == Form.SITE && isNode()) {
      for (String usual : USUAL_OUTPUTS) {
        if (Files.isDirectory(folder.resolve(usual))) {
          return folder.resolve(usual);
        }
      }
    }
    Path output = folder.resolve(declared).normalize();
    if (!Files.isDirectory(output)) {
      throw failure("its output '" + declared + "' is not there after the build");
    }
    return output;
  }

  private boolean isNode() {
    return ecosystem instanceof Ecosystem.Node;
  }

  /** The files of the output that are taken. */
  private List<String> chosen(Path output) throws IOException {
    FilePatterns include = FilePatterns.of(spec.recipe().include());
    FilePatterns exclude = FilePatterns.of(spec.recipe().exclude());
    List<String> chosen = new ArrayList<>();
    for (String name : FileTree.list(output)) {
      boolean taken = include.isEmpty() || include.match(name);
      if (taken && !exclude.match(name) && !NeverReleased.match(name)) {
        NeverReleased.refuseLinkOut(spec.name(), output, name);
        chosen.add(name);
      }
    }
    if (chosen.isEmpty() && spec.form() != Form.FILES) {
      throw failure("nothing of its output '" + spec.recipe().output() + "' is taken");
    }
    return chosen;
  }

  private Optional<Layer> layer(Digest inputs) {
    return site.memory().recall(inputs).map(known -> known.layers().getFirst());
  }

  private Layer remember(Digest inputs, Path content, String path) throws IOException {
    Layer layer = LayerArchive.pack(content, FileTree.list(content), path, site.store().blobs());
    site.memory()
        .remember(
            inputs,
            new BuiltComponent(
                path,
                Form.FILES,
                ecosystem.title(),
                List.of(layer),
                List.of(),
                Map.of(),
                Map.of()));
    return layer;
  }

  private BuiltComponent built(
      List<Layer> layers, List<String> programs, Map<String, String> environment) {
    return new BuiltComponent(
        spec.name(),
        spec.form(),
        ecosystem.title(),
        layers,
        programs,
        environment,
        spec.settings());
  }

  private BuildFailure failure(String what) {
    return new BuildFailure(spec.name(), "Component '" + spec.name() + "': " + what);
  }
}
