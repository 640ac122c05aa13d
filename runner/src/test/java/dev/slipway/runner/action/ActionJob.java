package dev.slipway.runner.action;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Toolchains;
import dev.slipway.workflow.ActionRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A job in a temporary folder, with real programs, for actions to run in. */
final class ActionJob {
  final RecordedEffects effects = new RecordedEffects();
  final Map<String, String> env = new HashMap<>();
  final Map<String, Path> otherRepositories = new HashMap<>();
  final JobFolders folders;
  final Path kept;
  Path repository;
  boolean strict;
  CacheScope scope = new CacheScope(List.of("refs/heads/main"), false);
  Path artifacts;

  ActionJob(Path root) {
    this(root, root.resolve("kept"));
  }

  ActionJob(Path root, Path kept) {
    folders =
        new JobFolders(
            FileTree.create(root.resolve("workspace")),
            FileTree.create(root.resolve("temp")),
            FileTree.create(root.resolve("tools")),
            FileTree.create(root.resolve("home")));
    this.kept = FileTree.create(kept);
    repository = root.resolve("repository");
    artifacts = root.resolve("artifacts");
    env.put("PATH", System.getenv("PATH"));
    env.put("HOME", folders.home().toString());
    env.put("GITHUB_REPOSITORY", "harbor/harbor");
    env.put("GITHUB_REF", "refs/heads/main");
    env.put("GITHUB_SHA", "0".repeat(40));
    env.put("GITHUB_WORKSPACE", folders.workspace().toString());
    env.put("RUNNER_OS", "Linux");
    env.put("RUNNER_ARCH", "X64");
  }

  ActionOutcome run(String action, Map<String, String> with) {
    NativeAction found = find(action);
    return found.main(context(found, with, Map.of()));
  }

  ActionOutcome post(String action, Map<String, String> with) {
    NativeAction found = find(action);
    return found.post(context(found, with, effects.state));
  }

  /** What an action sees in its main phase. */
  ActionContext context(String action, Map<String, String> with) {
    return context(find(action), with, Map.of());
  }

  private ActionContext context(
      NativeAction action, Map<String, String> with, Map<String, String> state) {
    ActionInputs inputs = ActionInputs.fill(action, with, env, effects);
    var stores =
        RunStores.open(
            Toolchains.of(System.getenv()), strict, kept, "harbor/harbor", scope, artifacts);
    return new ActionContext(
        inputs, env, state, effects, new JobSite(folders, new Source(), this::command, stores));
  }

  static NativeAction find(String action) {
    String[] parts = action.split("[/@]", -1);
    String path = parts.length == 4 ? parts[2] : "";
    String ref = parts[parts.length - 1];
    return NativeActions.find(new ActionRef.Repository(action, parts[0], parts[1], path, ref))
        .orElseThrow();
  }

  Commands.Result command(List<String> argv, Path directory, Duration deadline) {
    try {
      var found = new ArrayList<>(argv);
      found.set(0, program(argv.getFirst()));
      var builder =
          new ProcessBuilder(found).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(env);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
        throw new SlipwayException(ErrorCode.TIMED_OUT, argv + " took too long");
      }
      return new Commands.Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Java would look on its own PATH and not on the job's.
  private String program(String name) {
    for (String folder : env.getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder, name);
      if (name.indexOf('/') < 0 && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return name;
  }

  /** Where setup-python put the environment. */
  Path location() {
    return Path.of(effects.variables.getOrDefault("pythonLocation", "nowhere"));
  }

  /** What a program prints, which must succeed. */
  String ask(Path program, String... arguments) {
    var argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of(arguments));
    Commands.Result result = command(argv, folders.workspace(), Duration.ofMinutes(1));
    if (!result.isSuccess()) {
      throw new IllegalStateException(argv + ": " + result.output());
    }
    return result.output().strip();
  }

  /** A file of the workspace with its folders. */
  Path write(String path, String text) {
    return write(folders.workspace(), path, text);
  }

  static Path write(Path root, String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the git repository the run is of, with the given files, and returns its commit. */
  String commit(Path folder, Map<String, String> files) {
    if (!Files.exists(folder.resolve(".git"))) {
      FileTree.create(folder);
      git(folder, "init", "--quiet", "--initial-branch=main");
    }
    files.forEach((path, text) -> write(folder, path, text));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "files");
    return git(folder, "rev-parse", "HEAD").strip();
  }

  String git(Path folder, String... arguments) {
    var argv =
        new ArrayList<>(List.of("git", "-c", "user.name=Ann", "-c", "user.email=ann@example.com"));
    argv.addAll(List.of(arguments));
    Commands.Result result = command(argv, folder, Duration.ofMinutes(1));
    if (!result.isSuccess()) {
      throw new IllegalStateException(argv + ": " + result.output());
    }
    return result.output();
  }

  private final class Source implements WorkspaceSource {
    @Override
    public Path repository() {
      return repository;
    }

    @Override
    public String repositoryName() {
      return env.getOrDefault("GITHUB_REPOSITORY", "");
    }

    @Override
    public Map<String, Path> localRepositories() {
      return otherRepositories;
    }

    @Override
    public void materialise(Path target) {
      command(
          List.of("cp", "-a", repository + "/.", target.toString()),
          repository,
          Duration.ofMinutes(1));
    }
  }

  /** The first executable of that name on the PATH. */
  static Optional<Path> onPath(String program) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
