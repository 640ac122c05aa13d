package dev.slipway.deliver.build;

import dev.slipway.deliver.build.BuildListener.Progress;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Toolchains;
import dev.slipway.store.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes releases of a project: what has not changed since it was last built is taken as it is, the
 * rest is built in a copy of the project, components side by side. Thread-safe.
 */
public final class ReleaseBuilder {
  private final ReleaseStore store;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Toolchains toolchains;
  private final BuildMemory memory;

  /** A builder into a store; {@code environment} is Slipway's own. */
  public ReleaseBuilder(ReleaseStore store, Map<String, String> environment, InstantSource clock) {
    this.store = store;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.toolchains = Toolchains.of(environment);
    this.memory = new BuildMemory(store.root(), store.blobs());
  }

  /**
   * Builds what changed and puts the release into the store.
   *
   * @param lifetime owns the processes and folders of the build
   * @throws SlipwayException when the machine lacks something; a failing command is an outcome
   */
  public BuildOutcome build(BuildSpec spec, Lifetime lifetime, BuildListener listener) {
    try {
      ProjectFiles files = ProjectFiles.of(spec.root());
      ReleaseSource source = files.source().or(branchOfJob());
      List<Task> tasks = tasks(spec, files);
      Map<String, BuiltComponent> built = recall(tasks, listener);
      if (built.size() < tasks.size()) {
        List<Task> open = tasks.stream().filter(task -> !built.containsKey(task.name())).toList();
        built.putAll(new ProjectBuild(spec, files, lifetime, listener).run(open));
      }
      List<BuiltComponent> components = new ArrayList<>();
      for (Task task : tasks) {
        components.add(built.get(task.name()));
      }
      Release release = Release.of(source, components, spec.configKeys(), clock.instant());
      boolean reused = store.find(release.id()).isPresent();
      return new BuildOutcome.Built(store.add(release), reused);
    } catch (BuildFailure failure) {
      return failure.outcome();
    }
  }

  /** A job of a workflow has a commit checked out, and its branch in a variable. */
  private Optional<String> branchOfJob() {
    String ref = environment.getOrDefault("GITHUB_REF", "");
    String prefix = "refs/heads/";
    return ref.startsWith(prefix) ? Optional.of(ref.substring(prefix.length())) : Optional.empty();
  }

  private List<Task> tasks(BuildSpec spec, ProjectFiles files) {
    List<Task> tasks = new ArrayList<>();
    for (ComponentSpec component : spec.components()) {
      Path folder = spec.root().resolve(component.folder()).normalize();
      Ecosystem ecosystem = Ecosystem.of(component.form(), folder, toolchains);
      tasks.add(new Task(component, ecosystem, BuildInputs.of(spec, component, ecosystem, files)));
    }
    return tasks;
  }

  private Map<String, BuiltComponent> recall(List<Task> tasks, BuildListener listener) {
    Map<String, BuiltComponent> known = new LinkedHashMap<>();
    for (Task task : tasks) {
      Optional<BuiltComponent> result = memory.recall(task.inputs());
      if (result.isPresent()) {
        known.put(task.name(), result.get());
        listener.hear(new Progress.Built(task.name(), result.get(), true, Duration.ZERO));
      }
    }
    return known;
  }

  /** A component to build, and the digest of all its result follows from. */
  private record Task(ComponentSpec spec, Ecosystem ecosystem, Digest inputs) {
    String name() {
      return spec.name();
    }
  }

  /** One build of what is not known yet. */
  private final class ProjectBuild {
    private final BuildSpec spec;
    private final ProjectFiles files;
    private final Lifetime lifetime;
    private final BuildListener listener;

    ProjectBuild(BuildSpec spec, ProjectFiles files, Lifetime lifetime, BuildListener listener) {
      this.spec = spec;
      this.files = files;
      this.lifetime = lifetime;
      this.listener = listener;
    }

    Map<String, BuiltComponent> run(List<Task> tasks) {
      Path parent = store.root().resolve("work");
      Path work = lifetime.folder(parent, "build");
      BuildShell shell = new BuildShell(environment, lifetime, parent, listener);
      BuildSite site = new BuildSite(work, shell, toolchains, store, memory);
      Path project = files.copyTo(work.resolve("project"));
      for (BuildHook hook : spec.before()) {
        hook(shell, hook, project);
      }
      Map<String, BuiltComponent> built = buildAll(site, tasks, project);
      for (BuildHook hook : spec.after()) {
        try {
          hook(shell, hook, project);
        } catch (BuildFailure failure) {
          shell.warn("", "The hook after the build failed: " + failure.getMessage());
        }
      }
      return built;
    }

    private Map<String, BuiltComponent> buildAll(BuildSite site, List<Task> tasks, Path project) {
      Map<String, BuiltComponent> built = new LinkedHashMap<>();
      try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        Map<String, Future<BuiltComponent>> results = new LinkedHashMap<>();
        for (Task task : tasks) {
          results.put(task.name(), workers.submit(() -> build(site, task, project)));
        }
        try {
          for (Map.Entry<String, Future<BuiltComponent>> result : results.entrySet()) {
            built.put(result.getKey(), result.getValue().get());
          }
        } catch (ExecutionException e) {
          workers.shutdownNow();
          throw rethrown(e);
        } catch (InterruptedException e) {
          workers.shutdownNow();
          Thread.currentThread().interrupt();
          throw new SlipwayException(ErrorCode.TIMED_OUT, "The build was interrupted", e);
        }
      }
      return built;
    }

    private BuiltComponent build(BuildSite site, Task task, Path project) {
      long start = System.nanoTime();
      Path folder = project.resolve(task.spec().folder()).normalize();
      BuiltComponent result = new ComponentBuild(site, task.spec(), task.ecosystem(), folder).run();
      memory.remember(task.inputs(), result);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.hear(new Progress.Built(task.name(), result, false, took));
      return result;
    }

    private void hook(BuildShell shell, BuildHook hook, Path project) {
      String shown = String.join(" ", hook.argv());
      shell.step("", "runs " + shown);
      shell.run(
          "",
          "The hook '" + shown + "' failed",
          hook.argv(),
          project,
          shell.environment(shell.passed(hook.pass())),
          hook.timeout());
    }
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof RuntimeException known) {
      return known;
    }
    return new SlipwayException(ErrorCode.INTERNAL, "The build failed: " + cause, cause);
  }
}
