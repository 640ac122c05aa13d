package dev.slipway.runner.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code actions/upload-artifact}: keeps files of the workspace with the run.
 *
 * <p>Up to v3 a second upload of the same name adds to the first; from v4 on it is refused.
 */
final class UploadArtifact implements NativeAction {
  private static final int LAST_MERGING_MAJOR = 3;
  private static final int DEFAULT_LEVEL = 6;

  private final boolean merges;

  UploadArtifact(int major) {
    this.merges = major > 0 && major <= LAST_MERGING_MAJOR;
  }

  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.optional("name", "artifact"),
        InputSpec.required("path"),
        InputSpec.optional("if-no-files-found", "warn"),
        InputSpec.optional("retention-days"),
        InputSpec.optional("compression-level", "6"),
        InputSpec.optional("overwrite", "false"),
        InputSpec.optional("include-hidden-files", "false"),
        InputSpec.optional("archive", "true"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    ActionInputs inputs = context.inputs();
    String path = inputs.requiredText("path");
    String whenNone = inputs.text("if-no-files-found");
    if (!List.of("warn", "error", "ignore").contains(whenNone)) {
      return ActionOutcome.failed(
          "Unrecognized if-no-files-found input. Provided: "
              + whenNone
              + ". Available options: warn,error,ignore");
    }
    ArtifactFiles found = ArtifactFiles.search(context, path, inputs.flag("include-hidden-files"));
    if (found.files().isEmpty()) {
      return nothingFound(context, path, whenNone);
    }
    int count = found.files().size();
    context.line(
        "With the provided path, there will be "
            + count
            + (count == 1 ? " file uploaded" : " files uploaded"));
    if (!inputs.flag("archive")) {
      return uploadRaw(context, found);
    }
    String name = inputs.text("name");
    ArtifactNames.checkName(name);
    return upload(context, name, found.byName());
  }

  private static ActionOutcome nothingFound(ActionContext context, String path, String whenNone) {
    String message =
        "No files were found with the provided path: " + path + ". No artifacts will be uploaded.";
    switch (whenNone) {
      case "error" -> {
        return ActionOutcome.failed(message);
      }
      case "warn" -> context.effects().warn(message);
      default -> context.line(message);
    }
    return ActionOutcome.succeeded();
  }

  private ActionOutcome upload(ActionContext context, String name, Map<String, Path> files) {
    int level = level(context.inputs());
    ArtifactStore store = context.job().stores().artifacts();
    Optional<Artifact> present = merges ? store.find(name) : Optional.empty();
    boolean replace = present.isPresent() || overwrites(context);
    Path former = context.job().folders().temp().resolve("artifact-" + name + "-merge");
    try {
      present.ifPresent(artifact -> ArtifactZip.unpack(store.file(artifact), former));
      Map<String, Path> all = new LinkedHashMap<>(below(former));
      all.putAll(files);
      return keep(
          context,
          store.put(
              name, true, expiry(context), replace, file -> ArtifactZip.write(all, level, file)));
    } finally {
      FileTree.delete(former);
    }
  }

  private static boolean overwrites(ActionContext context) {
    return context.inputs().flag("overwrite");
  }

  /** All files below a folder by their relative names; none when it is not there. */
  static Map<String, Path> below(Path folder) {
    Map<String, Path> files = new LinkedHashMap<>();
    if (Files.isDirectory(folder)) {
      try (var walk = Files.walk(folder)) {
        walk.filter(Files::isRegularFile)
            .sorted()
            .forEach(file -> files.put(folder.relativize(file).toString(), file));
      } catch (IOException e) {
        throw FileTree.fault("read the folder", folder, e);
      }
    }
    return files;
  }

  private static int level(ActionInputs inputs) {
    int level = inputs.number("compression-level", DEFAULT_LEVEL);
    if (level < 0 || level > 9) {
      throw new InputException("Invalid compression-level. Valid values are 0-9");
    }
    return level;
  }

  private static ActionOutcome uploadRaw(ActionContext context, ArtifactFiles found) {
    if (found.files().size() > 1) {
      return ActionOutcome.failed(
          "When 'archive' is set to false, only a single file can be uploaded. Found "
              + found.files().size()
              + " files to upload.");
    }
    Path file = found.files().getFirst();
    String name = String.valueOf(file.getFileName());
    ArtifactNames.checkName(name);
    ArtifactStore store = context.job().stores().artifacts();
    return keep(
        context,
        store.put(name, false, expiry(context), overwrites(context), target -> copy(file, target)));
  }

  private static String copy(Path file, Path target) {
    try {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      return Digests.ofFile(target);
    } catch (IOException e) {
      throw FileTree.fault("copy", file, e);
    }
  }

  static Optional<Instant> expiry(ActionContext context) {
    int days = context.inputs().number("retention-days", 0);
    return days <= 0 ? Optional.empty() : Optional.of(Instant.now().plus(Duration.ofDays(days)));
  }

  /** Reports what was kept as the original does; a taken name is its conflict. */
  static ActionOutcome keep(ActionContext context, Optional<Artifact> kept) {
    if (kept.isEmpty()) {
      return ActionOutcome.failed(
          "Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict:"
              + " an artifact with this name already exists on the workflow run");
    }
    Artifact artifact = kept.get();
    ActionEffects effects = context.effects();
    effects.line(
        "Artifact "
            + artifact.name()
            + " has been successfully uploaded! Final size is "
            + artifact.size()
            + " bytes. Artifact ID is "
            + artifact.id());
    effects.output("artifact-id", String.valueOf(artifact.id()));
    effects.output("artifact-digest", artifact.digest());
    String url = context.job().stores().artifacts().file(artifact).toUri().toString();
    effects.line("Artifact download URL: " + url);
    effects.output("artifact-url", url);
    return ActionOutcome.succeeded();
  }
}
