package dev.slipway.deliver.build;

import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A project in a repository of its own, with a store for its releases. */
final class Project implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  final Path root;
  final ReleaseStore store;
  final List<BuildListener.Progress> heard = Collections.synchronizedList(new ArrayList<>());
  private final Lifetime lifetime;
  private final Git git;

  Project(Path folder) {
    try {
      root = Files.createDirectories(folder.resolve("project"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = ReleaseStore.in(folder.resolve("state"), InstantSource.fixed(NOW));
    // Of its own, since what is left of an owner is killed wherever it runs.
    String owner = "build-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    lifetime = Lifetime.begin(folder.resolve("lifetimes"), new Owner(Owner.Kind.COMMAND, owner));
    git = Git.initialise(root, "main");
  }

  Project write(String name, String content) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A wheel with one module that has a command. */
  Project wheel(String name) {
    String info = "greet-1.0.dist-info/";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("greet.py", "def main():\n    print('hello from', __file__)\n");
    files.put(info + "METADATA", "Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n");
    files.put(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    files.put(info + "entry_points.txt", "[console_scripts]\ngreet = greet:main\n");
    String record =
        "greet.py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n";
    files.put(info + "RECORD", record + info + "entry_points.txt,,\n");
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream target = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(target)) {
        for (Map.Entry<String, String> entry : files.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String commit(String message) {
    return git.commitAll(message, new Person("Ada", "ada@example.com"), NOW);
  }

  BuildOutcome build(ComponentSpec... components) {
    return build(new BuildSpec(root, List.of(components), Set.of(), List.of(), List.of()));
  }

  BuildOutcome build(BuildSpec spec) {
    heard.clear();
    return new ReleaseBuilder(store, environment(), InstantSource.fixed(NOW))
        .build(spec, lifetime, heard::add);
  }

  Release release(ComponentSpec... components) {
    return switch (build(components)) {
      case BuildOutcome.Built built -> built.release();
      case BuildOutcome.Failed failed -> throw new AssertionError(failed.reason());
    };
  }

  /** Whether the last build took a component as it was. */
  boolean reused(String component) {
    return heard.stream()
        .anyMatch(
            news ->
                news instanceof BuildListener.Progress.Built built
                    && built.component().equals(component)
                    && built.reused());
  }

  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("GITHUB_REF");
    environment.put("SECRET_OF_THE_USER", "s3cr3t-value");
    return environment;
  }

  static ComponentSpec component(String name, Form form, ComponentSpec.Recipe recipe) {
    return new ComponentSpec(
        name, form, Path.of(name), recipe, java.util.Optional.empty(), Map.of());
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
