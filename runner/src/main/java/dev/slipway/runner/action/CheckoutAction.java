package dev.slipway.runner.action;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code actions/checkout}: puts the files of a repository into the workspace.
 *
 * <p>Without {@code ref} the run's own files come from the {@link WorkspaceSource}, which has them
 * at hand; everything else is cloned from a local repository.
 */
final class CheckoutAction implements NativeAction {
  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.optional("repository", "$GITHUB_REPOSITORY"),
        InputSpec.optional("ref"),
        InputSpec.optional("token"),
        InputSpec.optional("ssh-key"),
        InputSpec.optional("ssh-known-hosts"),
        InputSpec.optional("ssh-strict", "true"),
        InputSpec.optional("ssh-user", "git"),
        InputSpec.optional("persist-credentials", "true"),
        InputSpec.optional("path"),
        InputSpec.optional("clean", "true"),
        InputSpec.optional("filter"),
        InputSpec.optional("sparse-checkout"),
        InputSpec.optional("sparse-checkout-cone-mode", "true"),
        InputSpec.optional("fetch-depth", "1"),
        InputSpec.optional("fetch-tags", "false"),
        InputSpec.optional("show-progress", "true"),
        InputSpec.optional("lfs", "false"),
        InputSpec.optional("submodules", "false"),
        InputSpec.optional("set-safe-directory", "true"),
        InputSpec.optional("github-server-url"),
        InputSpec.optional("allow-unsafe-pr-checkout", "false"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    ActionInputs inputs = context.inputs();
    WorkspaceSource source = context.job().source();
    String repository = repository(context);
    Optional<Path> origin = origin(source, repository);
    if (origin.isEmpty()) {
      return ActionOutcome.failed(
          "Checking out another repository ("
              + repository
              + ") is not possible yet: remote"
              + " repositories come later. Give it a local folder or remove the step.");
    }
    Path target = target(context);
    context.line("Syncing repository: " + repository);
    boolean own = isOwn(source, repository);
    var clone = new GitClone(context, origin.get(), target);
    if (own && isRunsOwnRef(context)) {
      takeOwnFiles(context, target);
    } else {
      clone.checkOut(own ? inputs.text("ref") : refOrHead(inputs));
    }
    clone.narrow(inputs);
    clone.complete(inputs);
    setOutputs(context, target);
    return ActionOutcome.succeeded();
  }

  // The run's files stand for its commit, by whatever name the workflow asks for it.
  private static boolean isRunsOwnRef(ActionContext context) {
    String ref = context.inputs().text("ref");
    return ref.isEmpty()
        || ref.equals(context.variable("GITHUB_SHA"))
        || ref.equals(context.variable("GITHUB_REF"))
        || ref.equals(context.variable("GITHUB_REF_NAME"));
  }

  private static String refOrHead(ActionInputs inputs) {
    String ref = inputs.text("ref");
    return ref.isEmpty() ? "HEAD" : ref;
  }

  private static String repository(ActionContext context) {
    String given = context.inputs().text("repository");
    String repository = given.isEmpty() ? context.job().source().repositoryName() : given;
    String[] parts = repository.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new InputException(
          "Invalid repository '" + repository + "'. Expected format {owner}/{repo}.");
    }
    return repository;
  }

  private static boolean isOwn(WorkspaceSource source, String repository) {
    return source.repositoryName().equalsIgnoreCase(repository);
  }

  private static Optional<Path> origin(WorkspaceSource source, String repository) {
    if (isOwn(source, repository)) {
      return Optional.of(source.repository());
    }
    Map<String, Path> local = source.localRepositories();
    return Optional.ofNullable(local.get(repository.toLowerCase(Locale.ROOT)));
  }

  private static Path target(ActionContext context) {
    Path workspace = context.workspace();
    Path target = workspace.resolve(context.inputs().text("path")).normalize();
    if (!target.startsWith(workspace)) {
      throw new InputException("Repository path '" + target + "' is not under '" + workspace + "'");
    }
    return target;
  }

  private static void takeOwnFiles(ActionContext context, Path target) {
    boolean clean = !context.inputs().text("clean").equalsIgnoreCase("false");
    FileTree.create(target);
    if (!clean && Files.exists(target.resolve(".git"))) {
      new GitClone(context, context.job().source().repository(), target).resetTracked();
      return;
    }
    if (!FileTree.isEmpty(target)) {
      context.line("Deleting the contents of '" + target + "'");
      FileTree.deleteContents(target);
    }
    context.job().source().materialise(target);
  }

  private static void setOutputs(ActionContext context, Path target) {
    String ref = context.inputs().text("ref");
    String commit = context.variable("GITHUB_SHA");
    boolean own = isOwn(context.job().source(), repository(context));
    if (!own || !isRunsOwnRef(context)) {
      commit = new GitClone(context, target, target).head();
    }
    context.effects().output("ref", ref.isEmpty() && own ? context.variable("GITHUB_REF") : ref);
    context.effects().output("commit", commit);
    context.line("Checked out " + commit);
  }
}
