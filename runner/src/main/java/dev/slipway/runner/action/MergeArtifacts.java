package dev.slipway.runner.action;

import java.nio.file.Path;
import java.util.List;

/** {@code actions/upload-artifact/merge}: makes one artifact of several. */
final class MergeArtifacts implements NativeAction {
  @Override
  public List<InputSpec> inputSpecs() {
    return List.of(
        InputSpec.required("name", "merged-artifacts"),
        InputSpec.optional("pattern", "*"),
        InputSpec.optional("separate-directories", "false"),
        InputSpec.optional("retention-days"),
        InputSpec.optional("compression-level", "6"),
        InputSpec.optional("delete-merged", "false"),
        InputSpec.optional("include-hidden-files", "false"));
  }

  @Override
  public ActionOutcome main(ActionContext context) {
    ActionInputs inputs = context.inputs();
    ArtifactStore store = context.job().stores().artifacts();
    String pattern = inputs.text("pattern");
    var names = new ArtifactPattern(pattern);
    List<Artifact> merged =
        store.all().stream()
            .filter(artifact -> artifact.zipped() && names.matches(artifact.name()))
            .toList();
    if (merged.isEmpty()) {
      return ActionOutcome.failed("No artifacts found matching pattern '" + pattern + "'");
    }
    String name = inputs.text("name");
    ArtifactNames.checkName(name);
    Path folder = context.job().folders().temp().resolve("merge-artifact-" + name);
    try {
      return merge(context, merged, name, folder);
    } finally {
      FileTree.delete(folder);
    }
  }

  private static ActionOutcome merge(
      ActionContext context, List<Artifact> merged, String name, Path folder) {
    ActionInputs inputs = context.inputs();
    ArtifactStore store = context.job().stores().artifacts();
    boolean separate = inputs.flag("separate-directories");
    for (Artifact artifact : merged) {
      Path target = separate ? folder.resolve(artifact.name()) : folder;
      ArtifactZip.unpack(store.file(artifact), target);
    }
    String everything = Wildcard.escape(folder.toString());
    ArtifactFiles files =
        ArtifactFiles.search(context, everything, inputs.flag("include-hidden-files"));
    int level = inputs.number("compression-level", 6);
    ActionOutcome outcome =
        UploadArtifact.keep(
            context,
            store.put(
                name,
                true,
                UploadArtifact.expiry(context),
                false,
                file -> ArtifactZip.write(files.byName(), level, file)));
    if (outcome instanceof ActionOutcome.Succeeded) {
      context.line("The " + merged.size() + " artifact(s) have been successfully merged!");
      if (inputs.flag("delete-merged")) {
        merged.forEach(store::delete);
        context.line("The " + merged.size() + " artifact(s) have been deleted");
      }
    }
    return outcome;
  }
}
