package dev.slipway.runner.action;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A working copy that git makes from a repository on this machine. */
final class GitClone {
  private static final Duration DEADLINE = Duration.ofMinutes(30);
  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private final ActionContext context;
  private final Path origin;
  private final Path target;

  GitClone(ActionContext context, Path origin, Path target) {
    this.context = context;
    this.origin = origin;
    this.target = target;
  }

  /** Fills the target with the files of a branch, tag or commit of the origin. */
  void checkOut(String ref) {
    String full = resolve(ref);
    FileTree.create(target);
    FileTree.deleteContents(target);
    git(
        context.workspace(),
        "clone",
        "--quiet",
        "--no-checkout",
        "--",
        origin.toString(),
        target.toString());
    String commit = commitOf(full).orElse(full);
    if (full.startsWith(BRANCHES)) {
      inTarget("checkout", "--quiet", "--force", "-B", full.substring(BRANCHES.length()), commit);
    } else {
      inTarget("checkout", "--quiet", "--force", "--detach", commit);
    }
  }

  // The order of the original: an unqualified name is a branch, else a tag.
  private String resolve(String ref) {
    boolean isCommit = ref.matches("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
    if (isCommit || ref.equals("HEAD") || ref.startsWith("refs/")) {
      if (commitOf(ref).isEmpty()) {
        throw new InputException("The ref '" + ref + "' is not in " + origin);
      }
      return ref;
    }
    for (String prefix : List.of(BRANCHES, TAGS, "refs/remotes/origin/")) {
      if (commitOf(prefix + ref).isPresent()) {
        return prefix + ref;
      }
    }
    throw new InputException("A branch or tag with the name '" + ref + "' could not be found");
  }

  private Optional<String> commitOf(String ref) {
    Commands.Result result =
        run(
            origin,
            List.of("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"));
    return result.isSuccess() ? Optional.of(result.output().strip()) : Optional.empty();
  }

  /** The commit the target stands at. */
  String head() {
    return inTarget("rev-parse", "HEAD").strip();
  }

  /** Undoes changes to tracked files and leaves the others alone. */
  void resetTracked() {
    inTarget("checkout", "--quiet", "--force", "HEAD");
  }

  /** Leaves only the folders or patterns of {@code sparse-checkout} in the target. */
  void narrow(ActionInputs inputs) {
    List<String> patterns = inputs.lines("sparse-checkout");
    if (patterns.isEmpty()) {
      return;
    }
    // A copied working tree looks changed to git until it has compared, and changed files stay.
    run(target, List.of("update-index", "-q", "--refresh"));
    var arguments = new ArrayList<>(List.of("sparse-checkout", "set"));
    boolean cone = !inputs.text("sparse-checkout-cone-mode").equalsIgnoreCase("false");
    arguments.add(cone ? "--cone" : "--no-cone");
    arguments.add("--end-of-options");
    arguments.addAll(patterns);
    git(target, arguments.toArray(String[]::new));
  }

  /** Adds the submodules and large files that were asked for. */
  void complete(ActionInputs inputs) {
    boolean recursive = inputs.text("submodules").equalsIgnoreCase("recursive");
    if (recursive || inputs.isTrue("submodules")) {
      context.effects().group("Fetching submodules");
      var arguments = new ArrayList<>(List.of("submodule", "update", "--init", "--force"));
      if (recursive) {
        arguments.add("--recursive");
      }
      git(target, arguments.toArray(String[]::new));
      context.effects().endGroup();
    }
    if (inputs.isTrue("lfs")) {
      context.effects().group("Fetching LFS objects");
      inTarget("lfs", "install", "--local");
      inTarget("lfs", "pull");
      context.effects().endGroup();
    }
  }

  private String inTarget(String... arguments) {
    return git(target, arguments);
  }

  private String git(Path folder, String... arguments) {
    Commands.Result result = run(folder, List.of(arguments));
    if (!result.isSuccess()) {
      throw new InputException(
          "git "
              + arguments[0]
              + " failed with exit code "
              + result.exitCode()
              + ": "
              + result.output().strip());
    }
    return result.output();
  }

  private Commands.Result run(Path folder, List<String> arguments) {
    var argv =
        new ArrayList<>(
            List.of("git", "-c", "safe.directory=*", "-c", "advice.detachedHead=false"));
    argv.addAll(arguments);
    return context.job().commands().run(argv, folder, DEADLINE);
  }
}
