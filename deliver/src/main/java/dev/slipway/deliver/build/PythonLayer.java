package dev.slipway.deliver.build;

import dev.slipway.machine.Installed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The virtual environment of a Python component, made from its {@code requirements.txt}: a layer of
 * its own that all releases with the same requirements share.
 */
final class PythonLayer {
  /** Where it is in a component. */
  static final String FOLDER = ".venv";

  private static final String REQUIREMENTS = "requirements.txt";
  private static final String SCRIPT = "python_layer.py";
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(20);
  private static final Duration COMPILE_LIMIT = Duration.ofMinutes(5);

  private final Installed python;
  private final BuildSite site;

  PythonLayer(Installed python, BuildSite site) {
    this.python = python;
    this.site = site;
  }

  static boolean isWanted(Path component) {
    return Files.isRegularFile(component.resolve(REQUIREMENTS));
  }

  /** What a layer follows from; of a requirement that is a folder, all files of the component. */
  Fingerprint inputs(Path component) {
    Fingerprint fingerprint =
        new Fingerprint()
            .add("python layer 1")
            .add(python.executable().toString())
            .add(python.version().toString());
    try {
      for (String file : requirementFiles(component)) {
        fingerprint.addFile(component, file);
        if (namesFolder(component.resolve(file))) {
          for (String name : FileTree.list(component)) {
            fingerprint.addFile(component, name);
          }
        }
      }
    } catch (IOException e) {
      throw FileTree.fault("read the requirements of", component, e);
    }
    return fingerprint;
  }

  /** Makes it in {@code environment}, a folder that is not there yet. */
  void install(String component, Path folder, Path environment, Path pipFolder) {
    site.shell()
        .run(
            component,
            "pip could not install " + REQUIREMENTS,
            List.of(
                python.executable().toString(),
                "-I",
                script(component).toString(),
                "install",
                environment.toString(),
                pipFolder.toString(),
                "-r",
                REQUIREMENTS),
            folder,
            site.shell().environment(Map.of()),
            INSTALL_LIMIT);
  }

  /** Leaves byte code beside the modules of a folder, so that nothing is written when they run. */
  void compile(String component, Path folder) {
    site.shell()
        .run(
            component,
            "The Python files could not be compiled",
            List.of(
                python.executable().toString(),
                "-I",
                script(component).toString(),
                "compile",
                folder.toString()),
            folder,
            site.shell().environment(Map.of()),
            COMPILE_LIMIT);
  }

  /** The script, one for each component: they are built side by side. */
  private Path script(String component) {
    Path file = site.folder().resolve(component + "-" + SCRIPT);
    try (InputStream script = PythonLayer.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException(SCRIPT + " is not among the resources");
      }
      return Files.write(file, script.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code requirements.txt} and all that it names with {@code -r} or {@code -c}. */
  private static Set<String> requirementFiles(Path component) throws IOException {
    Set<String> files = new LinkedHashSet<>();
    addRequirementFile(component, REQUIREMENTS, files);
    return files;
  }

  private static void addRequirementFile(Path component, String name, Set<String> files)
      throws IOException {
    Path file = component.resolve(name).normalize();
    if (!file.startsWith(component) || !Files.isRegularFile(file) || !files.add(name)) {
      return;
    }
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("[\\s=]+", 2);
      boolean refers =
          Set.of("-r", "--requirement", "-c", "--constraint").contains(words[0])
              && words.length > 1;
      if (refers) {
        Path other = FileTree.parent(file).resolve(words[1].strip()).normalize();
        addRequirementFile(component, component.relativize(other).toString(), files);
      }
    }
  }

  private static boolean namesFolder(Path requirements) throws IOException {
    if (!Files.isRegularFile(requirements)) {
      return false;
    }
    return Files.readAllLines(requirements).stream()
        .map(String::strip)
        .anyMatch(line -> line.startsWith(".") || line.startsWith("/") || line.contains("file:"));
  }
}
