package dev.slipway.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for toolchains where they usually are: folder names and files first, and a process only for
 * a program that says its version nowhere else.
 *
 * @param root the root of the file system
 */
record ToolSearch(Map<String, String> environment, Path root, ProbeCache cache) {
  private static final int OLDEST_PYTHON = 6;
  private static final int NEWEST_PYTHON = 20;
  private static final String OLD_JAVA = "1.";

  ToolSearch {
    environment = Map.copyOf(environment);
  }

  /** Every release found, each program once. */
  List<Installed> find(Tool tool) {
    List<Installed> found = new ArrayList<>();
    addToolCache(tool, found);
    for (ToolPlaces place : ToolPlaces.of(tool, environment)) {
      addVersions(tool, place, found);
    }
    addSystem(tool, found);
    Map<Path, Installed> distinct = new LinkedHashMap<>();
    for (Installed installed : found) {
      distinct.putIfAbsent(real(installed.executable()), installed);
    }
    return List.copyOf(distinct.values());
  }

  /** The layout of GitHub's tool cache: {@code Python/3.11.7/x64} with a marker beside it. */
  private void addToolCache(Tool tool, List<Installed> found) {
    for (String variable : List.of("RUNNER_TOOL_CACHE", "AGENT_TOOLSDIRECTORY")) {
      String cache = environment.getOrDefault(variable, "");
      if (!cache.isEmpty()) {
        for (Path version : children(Path.of(cache, toolCacheName(tool)))) {
          addCached(tool, version, found);
        }
      }
    }
  }

  private void addCached(Tool tool, Path version, List<Installed> found) {
    for (Path architecture : children(version)) {
      if (Files.exists(version.resolve(architecture.getFileName() + ".complete"))) {
        add(tool, named(String.valueOf(version.getFileName())), architecture, found);
      }
    }
  }

  private void addVersions(Tool tool, ToolPlaces place, List<Installed> found) {
    for (Path child : children(place.folder())) {
      String name = String.valueOf(child.getFileName());
      if (name.startsWith(place.prefix()) && !Files.isSymbolicLink(child)) {
        Path home = child.resolve(place.below()).normalize();
        Optional<Version> version = tool == Tool.JAVA ? stated(home) : Optional.empty();
        add(tool, version.or(() -> named(place.versionIn(name))), home, found);
      }
    }
  }

  private void addSystem(Tool tool, List<Installed> found) {
    if (tool == Tool.JAVA) {
      addJavaHomes(found);
    }
    if (tool == Tool.GO) {
      Path home = root.resolve("usr/local/go");
      add(tool, stated(home), home, found);
    }
    for (Path folder : searchFolders()) {
      for (String name : programNames(tool)) {
        addProgram(tool, folder.resolve(name), found);
      }
    }
  }

  private void addJavaHomes(List<Installed> found) {
    List<Path> homes = new ArrayList<>();
    String chosen = environment.getOrDefault("JAVA_HOME", "");
    if (!chosen.isEmpty()) {
      homes.add(Path.of(chosen));
    }
    homes.addAll(children(root.resolve("usr/lib/jvm")));
    for (Path bundle : children(root.resolve("Library/Java/JavaVirtualMachines"))) {
      homes.add(bundle.resolve("Contents/Home"));
    }
    for (Path home : homes) {
      add(Tool.JAVA, stated(home), home, found);
    }
  }

  private static void add(Tool tool, Optional<Version> version, Path home, List<Installed> found) {
    Path executable = home.resolve("bin").resolve(programNames(tool).getFirst());
    if (Files.isExecutable(executable)) {
      version.ifPresent(known -> found.add(new Installed(tool, known, home, executable)));
    }
  }

  /** A program of a search path, as the file it leads to; its folder's parent is its home. */
  private void addProgram(Tool tool, Path program, List<Installed> found) {
    if (!Files.isExecutable(program)) {
      return;
    }
    Path executable = real(program);
    Path folder = executable.getParent();
    Path home = folder == null ? null : folder.getParent();
    if (home == null) {
      return;
    }
    stated(home)
        .or(() -> asked(tool, executable))
        .ifPresent(version -> found.add(new Installed(tool, version, home, executable)));
  }

  private List<Path> searchFolders() {
    List<Path> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (folder.startsWith("/") && !folder.endsWith("/shims")) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(root.resolve("usr/local/bin"));
    folders.add(root.resolve("usr/bin"));
    return folders.stream().distinct().toList();
  }

  /** What a JDK states in {@code release} and Go in {@code VERSION}. */
  private static Optional<Version> stated(Path home) {
    for (String line : lines(home.resolve("release"))) {
      if (line.startsWith("JAVA_VERSION=")) {
        return javaVersion(line.substring("JAVA_VERSION=".length()).replace("\"", ""));
      }
    }
    for (String line : lines(home.resolve("VERSION"))) {
      if (line.startsWith("go")) {
        return VersionText.parse(line.substring(2));
      }
    }
    return Optional.empty();
  }

  /** Before Java 9: {@code 1.8.0_392} is what setup-java calls 8.0.392. */
  private static Optional<Version> javaVersion(String text) {
    if (!text.startsWith(OLD_JAVA)) {
      return VersionText.parse(text);
    }
    return VersionText.parse(
            text.substring(OLD_JAVA.length()).replace('_', '.').replace(".0.", "."))
        .map(version -> Version.of(version.major(), 0, version.minor()));
  }

  private static Optional<Version> named(String text) {
    return VersionText.parse(text);
  }

  private Optional<Version> asked(Tool tool, Path executable) {
    return cache.version(executable, () -> ask(tool, executable)).flatMap(VersionText::parse);
  }

  private static Optional<String> ask(Tool tool, Path executable) {
    String argument = tool == Tool.GO ? "version" : "--version";
    Command.Answer answer = Command.of(executable.toString(), argument).run();
    if (!answer.succeeded()) {
      return Optional.empty();
    }
    for (String word : answer.text().strip().split("\\s+", -1)) {
      String bare = word.startsWith("go1") ? word.substring(2) : word;
      if (bare.indexOf('.') > 0 && VersionText.parse(bare).isPresent()) {
        return Optional.of(bare);
      }
    }
    return Optional.empty();
  }

  private static String toolCacheName(Tool tool) {
    return switch (tool) {
      case PYTHON -> "Python";
      case NODE -> "node";
      case JAVA -> "Java_Temurin-Hotspot_jdk";
      case GO -> "go";
    };
  }

  /** The names of its program, the first being the one every installation has. */
  private static List<String> programNames(Tool tool) {
    return switch (tool) {
      case PYTHON -> pythonNames();
      case NODE -> List.of("node");
      case JAVA -> List.of("java");
      case GO -> List.of("go");
    };
  }

  private static List<String> pythonNames() {
    List<String> names = new ArrayList<>();
    names.add("python3");
    for (int minor = OLDEST_PYTHON; minor <= NEWEST_PYTHON; minor++) {
      names.add("python3." + minor);
    }
    return names;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Path> children(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }
}
