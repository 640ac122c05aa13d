package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation run = new Cancellation();
  private final List<String> heard = new ArrayList<>();

  @Test
  void reachesListenersOnce() {
    run.onRequest(() -> heard.add("stop"));

    run.request("first");
    run.request("second");

    assertThat(heard).containsExactly("stop");
    assertThat(run.reason()).contains("first");
  }

  @Test
  void reachesAListenerThatComesLate() {
    run.request("early");

    run.onRequest(() -> heard.add("stop"));

    assertThat(heard).containsExactly("stop");
  }

  @Test
  void reachesChildrenButNotTheParent() {
    Cancellation job = run.child();
    Cancellation step = job.child();

    job.request("job only");

    assertThat(step.reason()).contains("job only");
    assertThat(run.isRequested()).isFalse();
  }

  @Test
  void isAlreadyRequestedInAChildThatComesLate() {
    run.request("early");

    assertThat(run.child().isRequested()).isTrue();
  }

  @Test
  void leavesAListenerAloneThatWasTakenBack() {
    run.onRequest(() -> heard.add("stop")).close();

    run.request("now");

    assertThat(heard).isEmpty();
  }

  @Test
  void isRequestedAndThenForced() {
    Cancellation job = run.child();
    job.onRequest(() -> heard.add("asked"));
    job.onForce(() -> heard.add("forced"));

    run.request("first");
    assertThat(job.isForced()).isFalse();
    run.force("second");

    assertThat(heard).containsExactly("asked", "forced");
    assertThat(job.isForced()).isTrue();
    assertThat(job.reason()).contains("first");
  }

  @Test
  void isForcedInAChildThatComesLate() {
    run.force("at once");

    assertThat(run.child().isForced()).isTrue();
  }

  @Test
  void letsAJobGoOnWhoseConditionStillHolds() {
    try (StopRule keeps = new StopRule(run, () -> true);
        StopRule stops = new StopRule(run, () -> false)) {
      run.request("Ctrl-C");

      assertThat(stops.cancellation().reason()).contains("Ctrl-C");
      assertThat(keeps.cancellation().isRequested()).isFalse();

      run.force("Ctrl-C again");
      assertThat(keeps.cancellation().isForced()).isTrue();
    }
  }

  @Test
  void doesNotReachAJobThatIsOver() {
    StopRule rule = new StopRule(run, () -> false);
    rule.close();

    run.request("late");

    assertThat(rule.cancellation().isRequested()).isFalse();
  }
}
