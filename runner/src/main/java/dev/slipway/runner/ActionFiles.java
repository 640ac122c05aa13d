package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Action;
import dev.slipway.workflow.ActionReader;
import dev.slipway.workflow.ActionRef;
import dev.slipway.workflow.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the {@code action.yml} of an action: in the workspace for {@code ./path}, in the workflow's
 * own repository for {@code $/path}, and in a folder the user names for a remote one.
 */
final class ActionFiles {
  private final Path repository;
  private final Map<String, Path> stands;

  /**
   * @param repository the root of the repository the workflow comes from
   * @param stands folders that stand for remote actions, by {@code owner/name} in lower case
   */
  ActionFiles(Path repository, Map<String, Path> stands) {
    this.repository = repository;
    this.stands = Map.copyOf(stands);
  }

  /** An action, or why there is none. */
  sealed interface Found {
    record At(Path folder, Action action) implements Found {}

    record Nowhere(String reason) implements Found {}
  }

  /** Whether the user named a folder for this remote action. */
  boolean isLocal(ActionRef reference) {
    return reference instanceof ActionRef.Repository remote
        && stands.containsKey(remote.fullName().toLowerCase(Locale.ROOT));
  }

  /** Finds and reads the action. */
  Found find(ActionRef reference, Path workspace) {
    return switch (reference) {
      case ActionRef.Local local -> read(workspace, local.path(), local.text());
      case ActionRef.Self self -> read(repository, self.path(), self.text());
      case ActionRef.Repository remote -> remote(remote);
      case ActionRef.DockerImage image ->
          new Found.Nowhere("'" + image.text() + "' is an image, not a folder");
    };
  }

  private Found remote(ActionRef.Repository remote) {
    Path stand = stands.get(remote.fullName().toLowerCase(Locale.ROOT));
    if (stand == null) {
      return new Found.Nowhere(
          "'"
              + remote.text()
              + "' would have to be fetched, which this version cannot do yet; clone it and name"
              + " its folder in slipway.yaml: runner: {repositories: {"
              + remote.fullName()
              + ": FOLDER}}");
    }
    return read(stand, remote.path(), remote.text());
  }

  private static Found read(Path root, String path, String text) {
    Path folder = root.resolve(path).normalize();
    if (!folder.startsWith(root.normalize())) {
      return new Found.Nowhere("'" + text + "' leaves the repository");
    }
    for (String name : List.of("action.yml", "action.yaml")) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return read(folder, file, text + "/" + name);
      }
    }
    String docker =
        Files.isRegularFile(folder.resolve("Dockerfile"))
            ? " (its Dockerfile needs a container engine, which this version cannot use yet)"
            : "";
    return new Found.Nowhere(
        "Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '"
            + folder
            + "'. Did you forget to run actions/checkout before running your local action?"
            + docker);
  }

  private static Found read(Path folder, Path file, String name) {
    String content;
    try {
      content = Files.readString(file);
    } catch (IOException e) {
      return new Found.Nowhere("cannot read " + file + ": " + e.getMessage());
    }
    Parsed<Action> parsed = ActionReader.read(name, content);
    Optional<Action> action = parsed.value();
    if (action.isPresent()) {
      return new Found.At(folder, action.get());
    }
    return new Found.Nowhere(
        parsed.problems().stream().map(Problem::headline).collect(Collectors.joining("\n")));
  }

  /** What an action adds to the {@code github} context of its steps. */
  static ObjectValue context(ActionRef reference, Path folder) {
    ObjectValue.Builder github = ObjectValue.builder().put("action_path", folder.toString());
    if (reference instanceof ActionRef.Repository remote) {
      github.put("action_repository", remote.fullName()).put("action_ref", remote.ref());
    }
    return github.build();
  }
}
