package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code actions/download-artifact}: puts artifacts of the run into a folder.
 *
 * <p>Several artifacts get a folder each unless they are to be merged; from v5 on a selection that
 * comes to a single one does not.
 */
final class DownloadArtifact implements NativeAction {
  private static final int LAST_FOLDERS_FOR_SINGLES = 4;
  private static final List<String> ON_MISMATCH = List.of("ignore", "info", "warn", "error");

  private final boolean folderForSingle;

  DownloadArtifact(int major) {
    this.folderForSingle = major > 0 && major <= LAST_FOLDERS_FOR_SINGLES;
  }

  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.optional("name"),
        InputSpec.optional("artifact-ids"),
        InputSpec.optional("path"),
        InputSpec.optional("pattern"),
        InputSpec.optional("merge-multiple", "false"),
        InputSpec.optional("github-token"),
        InputSpec.optional("repository", "$GITHUB_REPOSITORY"),
        InputSpec.optional("run-id", "$GITHUB_RUN_ID"),
        InputSpec.optional("skip-decompress", "false"),
        InputSpec.optional("digest-mismatch", "error"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    try {
      download(context);
      return ActionOutcome.succeeded();
    } catch (InputException e) {
      return ActionOutcome.failed("Unable to download artifact(s): " + e.text());
    }
  }

  private void download(ActionContext context) {
    ActionInputs inputs = context.inputs();
    checkInputs(context);
    Path target = target(context);
    boolean named = !inputs.text("name").isEmpty();
    List<Artifact> chosen = choose(context);
    if (!chosen.isEmpty()) {
      context.line("Preparing to download the following artifacts:");
      chosen.forEach(each -> context.line(describe(each)));
    }
    boolean single = chosen.size() == 1 && !folderForSingle;
    boolean flat = named || inputs.flag("merge-multiple") || single;
    for (Artifact artifact : chosen) {
      fetch(context, artifact, flat ? target : target.resolve(artifact.name()));
    }
    context.line("Total of " + chosen.size() + " artifact(s) downloaded");
    context.effects().output("download-path", target.toString());
    context.line("Download artifact has finished successfully");
  }

  private static String describe(Artifact artifact) {
    return "- "
        + artifact.name()
        + " (ID: "
        + artifact.id()
        + ", Size: "
        + artifact.size()
        + ", Expected Digest: sha256:"
        + artifact.digest()
        + ")";
  }

  private static void checkInputs(ActionContext context) {
    ActionInputs inputs = context.inputs();
    if (!ON_MISMATCH.contains(inputs.text("digest-mismatch"))) {
      throw new InputException(
          "Invalid value for 'digest-mismatch': '"
              + inputs.text("digest-mismatch")
              + "'. Valid options are: "
              + String.join(", ", ON_MISMATCH));
    }
    if (!inputs.text("name").isEmpty() && !inputs.text("artifact-ids").isEmpty()) {
      throw new InputException(
          "Inputs 'name' and 'artifact-ids' cannot be used together. Please specify only one.");
    }
    boolean elsewhere =
        !inputs.text("run-id").equals(context.variable("GITHUB_RUN_ID"))
            || !inputs.text("repository").equalsIgnoreCase(context.variable("GITHUB_REPOSITORY"));
    if (elsewhere && !inputs.text("github-token").isEmpty()) {
      throw new InputException("Artifacts of other runs cannot be fetched yet.");
    }
  }

  private static Path target(ActionContext context) {
    String path = context.inputs().text("path");
    if (path.startsWith("~")) {
      String rest = path.substring(1);
      return context
          .job()
          .folders()
          .home()
          .resolve(rest.startsWith("/") ? rest.substring(1) : rest)
          .normalize();
    }
    return context.workspace().resolve(path).normalize();
  }

  private static List<Artifact> choose(ActionContext context) {
    ActionInputs inputs = context.inputs();
    List<Artifact> all = context.job().stores().artifacts().all();
    String name = inputs.text("name");
    if (!name.isEmpty()) {
      context.line("Downloading single artifact");
      return List.of(
          all.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new InputException("Artifact '" + name + "' not found")));
    }
    if (!inputs.text("artifact-ids").isEmpty()) {
      context.line("Downloading artifacts by ID");
      return byId(context, all);
    }
    String pattern = inputs.text("pattern");
    if (pattern.isEmpty()) {
      context.line(
          "No input name, artifact-ids or pattern filtered specified, downloading all artifacts");
      return all;
    }
    context.line("Filtering artifacts by pattern '" + pattern + "'");
    var names = new ArtifactPattern(pattern);
    return all.stream().filter(each -> names.matches(each.name())).toList();
  }

  private static List<Artifact> byId(ActionContext context, List<Artifact> all) {
    Set<Long> wanted = ids(context.inputs().text("artifact-ids"));
    List<Artifact> found = all.stream().filter(each -> wanted.contains(each.id())).toList();
    if (found.isEmpty()) {
      throw new InputException("None of the provided artifact IDs were found");
    }
    if (found.size() < wanted.size()) {
      String missing =
          wanted.stream()
              .filter(id -> found.stream().noneMatch(each -> each.id() == id))
              .sorted()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      context.effects().warn("Could not find the following artifact IDs: " + missing);
    }
    return found;
  }

  private static Set<Long> ids(String text) {
    var ids = new ArrayList<Long>();
    for (String part : text.split(",", -1)) {
      String id = part.strip();
      if (!id.isEmpty()) {
        try {
          ids.add(Long.parseLong(id));
        } catch (NumberFormatException e) {
          throw new InputException("Invalid artifact ID: '" + id + "'. Must be a number.");
        }
      }
    }
    if (ids.isEmpty()) {
      throw new InputException("No valid artifact IDs provided in 'artifact-ids' input");
    }
    return Set.copyOf(ids);
  }

  private static void fetch(ActionContext context, Artifact artifact, Path folder) {
    Path file = context.job().stores().artifacts().file(artifact);
    verify(context, artifact, file);
    FileTree.create(folder);
    if (artifact.zipped() && !context.inputs().flag("skip-decompress")) {
      ArtifactZip.unpack(file, folder);
      return;
    }
    String name = artifact.zipped() ? artifact.name() + ".zip" : artifact.name();
    try {
      Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileTree.fault("copy", file, e);
    }
  }

  private static void verify(ActionContext context, Artifact artifact, Path file) {
    if (Digests.ofFile(file).equals(artifact.digest())) {
      return;
    }
    String message =
        "Artifact '"
            + artifact.name()
            + "' digest validation failed. Please verify the integrity of the artifact.";
    switch (context.inputs().text("digest-mismatch")) {
      case "ignore" -> {}
      case "info" -> context.line(message);
      case "warn" -> context.effects().warn(message);
      default ->
          throw new InputException(
              "Digest validation failed for artifact(s): "
                  + artifact.name()
                  + ". Use 'digest-mismatch: warn' to continue on mismatch.");
    }
  }
}
