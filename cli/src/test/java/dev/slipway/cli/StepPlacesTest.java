package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.JobKey;
import dev.slipway.workflow.Workflow;
import dev.slipway.workflow.WorkflowReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepPlacesTest {
  private static final String PATH = ".github/workflows/ci.yml";
  private static final Workflow WORKFLOW =
      WorkflowReader.read(
              PATH,
              """
              on: push
              jobs:
                test:
                  runs-on: ubuntu-latest
                  strategy: {matrix: {n: [1, 2]}}
                  steps:
                    - run: one
                    - name: Two
                      run: two
                call:
                  uses: octo/cat/.github/workflows/x.yml@v1
              """)
          .value()
          .orElseThrow();

  private final StepPlaces places = new StepPlaces(List.of(WORKFLOW));

  @Test
  void findsAStepByItsNumber() {
    assertThat(places.find(PATH, new JobKey("test"), 1)).contains(PATH + ":7");
    assertThat(places.find(PATH, new JobKey("test"), 2)).contains(PATH + ":8");
  }

  @Test
  void findsTheStepOfAMatrixLeg() {
    assertThat(places.find(PATH, new JobKey("test[1]"), 2)).contains(PATH + ":8");
  }

  @Test
  void knowsNoPlaceForWhatStandsElsewhere() {
    assertThat(places.find(PATH, new JobKey("test"), 3)).isEmpty();
    assertThat(places.find(PATH, new JobKey("test"), 0)).isEmpty();
    assertThat(places.find(PATH, new JobKey("call/build"), 1)).isEmpty();
    assertThat(places.find(PATH, new JobKey("call"), 1)).isEmpty();
    assertThat(places.find("other.yml", new JobKey("test"), 1)).isEmpty();
  }

  @Test
  void tellsWhichJobAUserWouldName() {
    assertThat(JobIds.own(new JobKey("test"))).isEqualTo("test");
    assertThat(JobIds.own(new JobKey("test[12]"))).isEqualTo("test");
    assertThat(JobIds.own(new JobKey("release/build[0]"))).isEqualTo("release");
  }
}
