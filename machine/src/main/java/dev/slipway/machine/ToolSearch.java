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
 * Looks for toolchains where they usually are: folder names first, and a process only for a program
 * whose folder does not say its version.
 */
record ToolSearch(Map<String, String> environment, Path root, ProbeCache cache) {
  ToolSearch {
    environment = Map.copyOf(environment);
  }

  List<Installed> find(Tool tool) {
    Map<Path, Installed> found = new LinkedHashMap<>();
    for (Installed candidate : candidates(tool)) {
      found.putIfAbsent(real(candidate.executable()), candidate);
    }
    return List.copyOf(found.values());
  }

  private List<Installed> candidates(Tool tool) {
    List<Installed> found = new ArrayList<>();
    found.addAll(toolCache(tool));
    switch (tool) {
      case PYTHON -> {
        found.addAll(
            versioned(tool, home(".pyenv/versions", "PYENV_ROOT", "versions"), "bin/python3"));
        found.addAll(onPath(tool, name -> name.matches("python3(\\.\\d+)?")));
      }
      case NODE -> {
        found.addAll(
            versioned(tool, home(".nvm/versions/node", "NVM_DIR", "versions/node"), "bin/node"));
        found.addAll(onPath(tool, "node"::equals));
      }
      case JAVA -> found.addAll(javaHomes());
      case GO -> {
        found.addAll(probedHomes(tool, List.of(root.resolve("usr/local/go"))));
        found.addAll(onPath(tool, "go"::equals));
      }
    }
    return found;
  }

  /** The layout of GitHub's tool cache: {@code Python/3.11.7/x64} with a marker beside it. */
  private List<Installed> toolCache(Tool tool) {
    String folder =
        switch (tool) {
          case PYTHON -> "Python";
          case NODE -> "node";
          case JAVA -> "Java_Temurin-Hotspot_jdk";
          case GO -> "go";
        };
    List<Installed> found = new ArrayList<>();
    for (String variable : List.of("RUNNER_TOOL_CACHE", "AGENT_TOOLSDIRECTORY")) {
      String place = environment.getOrDefault(variable, "");
      if (place.isEmpty()) {
        continue;
      }
      for (Path version : children(Path.of(place, folder))) {
        for (Path architecture : children(version)) {
          if (Files.exists(version.resolve(architecture.getFileName() + ".complete"))) {
            add(found, tool, version.getFileName().toString(), architecture, program(tool));
          }
        }
      }
    }
    return found;
  }

  private List<Installed> versioned(Tool tool, Path folder, String program) {
    List<Installed> found = new ArrayList<>();
    for (Path child : children(folder)) {
      add(found, tool, child.getFileName().toString(), child, program);
    }
    return found;
  }

  private static void add(
      List<Installed> found, Tool tool, String version, Path home, String program) {
    Path executable = home.resolve(program);
    if (!Files.isExecutable(executable)) {
      return;
    }
    VersionText.parse(version)
        .filter(parsed -> tool != Tool.PYTHON || parsed.major() >= 3)
        .ifPresent(parsed -> found.add(new Installed(tool, parsed, home, executable)));
  }

  private List<Installed> onPath(Tool tool, java.util.function.Predicate<String> isWanted) {
    List<Installed> found = new ArrayList<>();
    for (Path folder : searchFolders()) {
      for (Path program : children(folder)) {
        if (isWanted.test(program.getFileName().toString()) && Files.isExecutable(program)) {
          probe(tool, program)
              .ifPresent(
                  version ->
                      found.add(new Installed(tool, version, folder.resolve(".."), program)));
        }
      }
    }
    return found;
  }

  private List<Path> searchFolders() {
    List<Path> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (folder.startsWith("/") && !folder.endsWith("/shims")) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(root.resolve("usr/bin"));
    folders.add(root.resolve("usr/local/bin"));
    return folders.stream().distinct().toList();
  }

  private List<Installed> javaHomes() {
    List<Path> homes = new ArrayList<>();
    String chosen = environment.getOrDefault("JAVA_HOME", "");
    if (!chosen.isEmpty()) {
      homes.add(Path.of(chosen));
    }
    homes.addAll(children(root.resolve("usr/lib/jvm")));
    for (Path bundle : children(root.resolve("Library/Java/JavaVirtualMachines"))) {
      homes.add(bundle.resolve("Contents/Home"));
    }
    return probedHomes(Tool.JAVA, homes);
  }

  private List<Installed> probedHomes(Tool tool, List<Path> homes) {
    List<Installed> found = new ArrayList<>();
    for (Path home : homes) {
      Path executable = home.resolve(program(tool));
      if (Files.isExecutable(executable)) {
        written(home)
            .or(() -> probe(tool, executable))
            .ifPresent(version -> found.add(new Installed(tool, version, home, executable)));
      }
    }
    return found;
  }

  /** The file a JDK ({@code release}) or Go ({@code VERSION}) states its version in. */
  private static Optional<Version> written(Path home) {
    for (String name : List.of("release", "VERSION")) {
      for (String line : lines(home.resolve(name))) {
        if (line.startsWith("JAVA_VERSION=")) {
          return VersionText.parse(line.substring("JAVA_VERSION=".length()).replace("\"", ""));
        }
        if (line.startsWith("go")) {
          return VersionText.parse(line.substring(2));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private Optional<Version> probe(Tool tool, Path executable) {
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
      if (VersionText.parse(bare).isPresent() && bare.indexOf('.') > 0) {
        return Optional.of(bare);
      }
    }
    return Optional.empty();
  }

  private Path home(String usual, String variable, String below) {
    String chosen = environment.getOrDefault(variable, "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen, below);
    }
    return Path.of(environment.getOrDefault("HOME", "/nonexistent"), usual);
  }

  private static String program(Tool tool) {
    return switch (tool) {
      case PYTHON -> "bin/python3";
      case NODE -> "bin/node";
      case JAVA -> "bin/java";
      case GO -> "bin/go";
    };
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
