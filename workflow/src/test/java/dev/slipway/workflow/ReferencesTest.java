package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  @Test
  void actionsHaveFourForms() {
    assertThat(References.action("./a/b")).contains(new ActionRef.Local("./a/b", "a/b"));
    assertThat(References.action("$/a")).contains(new ActionRef.Self("$/a", "a"));
    assertThat(References.action("docker://alpine"))
        .contains(new ActionRef.DockerImage("docker://alpine", "alpine"));
    assertThat(References.action("o/r@main"))
        .contains(new ActionRef.Repository("o/r@main", "o", "r", "", "main"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "o/r", "o@v1", "o/r@", "o/r@a@b", "@v1", "$/", "$/../x"})
  void otherTextsNameNoAction(String text) {
    assertThat(References.action(text)).isEmpty();
  }

  @Test
  void workflowsHaveTwoForms() {
    assertThat(References.workflow("./.github/workflows/a.yml"))
        .contains(new WorkflowRef.Local("./.github/workflows/a.yml", ".github/workflows/a.yml"));
    assertThat(References.workflow("o/r/.github/workflows/a.yaml@v1"))
        .contains(
            new WorkflowRef.Remote(
                "o/r/.github/workflows/a.yaml@v1", "o", "r", ".github/workflows/a.yaml", "v1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./a.txt",
        "./../a.yml",
        "./a.yml@v1",
        "o/r/a.yml",
        "o/a.yml@v1",
        "o/r/a@v1",
        "a.yml",
        ""
      })
  void otherTextsNameNoWorkflow(String text) {
    assertThat(References.workflow(text)).isEmpty();
  }
}
