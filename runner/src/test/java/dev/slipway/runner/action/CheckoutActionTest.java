package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutActionTest {
  @TempDir Path root;
  ActionJob job;
  String commit;

  @BeforeEach
  void repository() {
    job = new ActionJob(root);
    commit = job.commit(job.repository, Map.of("README", "one\n", "api/app.py", "print(1)\n"));
    job.env.put("GITHUB_SHA", commit);
  }

  @Test
  void putsTheRunsFilesIntoTheWorkspace() {
    ActionOutcome outcome = job.run("actions/checkout@v4", Map.of());

    assertThat(outcome).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.folders.workspace().resolve("api/app.py")).hasContent("print(1)\n");
    assertThat(job.effects.outputs)
        .containsEntry("commit", commit)
        .containsEntry("ref", "refs/heads/main");
  }

  @Test
  void removesWhatWasThereUnlessCleanIsFalse() {
    job.write("left.txt", "from before");

    job.run("actions/checkout@v4", Map.of());

    assertThat(job.folders.workspace().resolve("left.txt")).doesNotExist();
  }

  @Test
  void keepsUntrackedFilesWhenCleanIsFalse() {
    job.run("actions/checkout@v4", Map.of());
    job.write("built.txt", "result");
    job.write("README", "changed");

    job.run("actions/checkout@v4", Map.of("clean", "false"));

    assertThat(job.folders.workspace().resolve("built.txt")).hasContent("result");
    assertThat(job.folders.workspace().resolve("README")).hasContent("one\n");
  }

  @Test
  void checksOutIntoAFolder() {
    job.run("actions/checkout@v4", Map.of("path", "source/main"));

    assertThat(job.folders.workspace().resolve("source/main/README")).exists();
    assertThat(job.folders.workspace().resolve("README")).doesNotExist();
  }

  @Test
  void refusesAFolderOutsideTheWorkspace() {
    ActionOutcome outcome = job.run("actions/checkout@v4", Map.of("path", "../elsewhere"));

    assertThat(outcome)
        .isEqualTo(
            ActionOutcome.failed(
                "Repository path '%s' is not under '%s'"
                    .formatted(root.resolve("elsewhere"), job.folders.workspace())));
  }

  @Test
  void checksOutABranchATagAndACommit() {
    job.git(job.repository, "tag", "v1");
    job.git(job.repository, "checkout", "--quiet", "-b", "next");
    String next = job.commit(job.repository, Map.of("README", "two\n"));

    job.run("actions/checkout@v4", Map.of("ref", "next"));
    assertThat(job.folders.workspace().resolve("README")).hasContent("two\n");
    assertThat(job.git(job.folders.workspace(), "branch", "--show-current")).isEqualTo("next\n");
    assertThat(job.effects.outputs).containsEntry("commit", next).containsEntry("ref", "next");

    job.run("actions/checkout@v4", Map.of("ref", "v1"));
    assertThat(job.folders.workspace().resolve("README")).hasContent("one\n");

    job.run("actions/checkout@v4", Map.of("ref", next));
    assertThat(job.folders.workspace().resolve("README")).hasContent("two\n");
  }

  @Test
  void theRunsOwnCommitByNameIsTheRunsFiles() {
    ActionJob.write(job.repository, "README", "not committed\n");

    job.run("actions/checkout@v4", Map.of("ref", commit));

    assertThat(job.folders.workspace().resolve("README")).hasContent("not committed\n");
    assertThat(job.effects.outputs).containsEntry("commit", commit).containsEntry("ref", commit);
  }

  @Test
  void saysThatARefIsNotThere() {
    ActionOutcome outcome = job.run("actions/checkout@v4", Map.of("ref", "gone"));

    assertThat(outcome)
        .isEqualTo(ActionOutcome.failed("A branch or tag with the name 'gone' could not be found"));
  }

  @Test
  void aRefThatLooksLikeAnOptionIsOnlyAName() {
    ActionOutcome outcome =
        job.run("actions/checkout@v4", Map.of("ref", "--upload-pack=touch " + root + "/owned"));

    assertThat(outcome).isInstanceOf(ActionOutcome.Failed.class);
    assertThat(root.resolve("owned")).doesNotExist();
  }

  @Test
  void sparseCheckoutLeavesOnlyTheNamedFolders() {
    job.run("actions/checkout@v4", Map.of("sparse-checkout", "api"));

    assertThat(job.folders.workspace().resolve("api/app.py")).exists();
    // Cone mode keeps the files of the root.
    assertThat(job.folders.workspace().resolve("README")).exists();

    job.run(
        "actions/checkout@v4",
        Map.of("sparse-checkout", "/api/", "sparse-checkout-cone-mode", "false"));
    assertThat(job.folders.workspace().resolve("README")).doesNotExist();
  }

  @Test
  void takesAnotherRepositoryOnlyFromALocalFolder() {
    Path other = root.resolve("tools-repository");
    String head = job.commit(other, Map.of("tool.sh", "true\n"));
    var with = Map.of("repository", "Harbor/Tools", "path", "tools");

    assertThat(job.run("actions/checkout@v4", with))
        .isInstanceOfSatisfying(
            ActionOutcome.Failed.class,
            failed ->
                assertThat(failed.message())
                    .contains("another repository (Harbor/Tools)")
                    .contains("remote repositories come later"));

    job.otherRepositories.put("harbor/tools", other);
    assertThat(job.run("actions/checkout@v4", with)).isEqualTo(ActionOutcome.succeeded());
    assertThat(job.folders.workspace().resolve("tools/tool.sh")).exists();
    assertThat(job.effects.outputs).containsEntry("commit", head);
  }

  @Test
  void fetchesSubmodules() throws Exception {
    Path library = root.resolve("library");
    job.commit(library, Map.of("lib.txt", "lib\n"));
    job.git(
        job.repository, "-c", "protocol.file.allow=always", "submodule", "add", library.toString());
    job.commit(job.repository, Map.of());
    Files.writeString(
        job.folders.home().resolve(".gitconfig"), "[protocol \"file\"]\n\tallow = always\n");
    String head = job.git(job.repository, "rev-parse", "HEAD").strip();

    job.run("actions/checkout@v4", Map.of("ref", head, "submodules", "true"));

    assertThat(job.folders.workspace().resolve("library/lib.txt")).exists();
  }
}
