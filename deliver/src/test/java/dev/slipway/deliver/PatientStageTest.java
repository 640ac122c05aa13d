package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientStageTest {
  private static final Move MOVE = new Move.Promote();
  private static final RouterSettings LISTENING =
      new RouterSettings(new RouterSettings.Address("127.0.0.1", 80), Optional.empty(), List.of());

  private final List<String> notes = new ArrayList<>();
  private int made;
  private boolean off;

  /** A stage that meets a fault a few times before a move is made. */
  private Stage failing(ErrorCode code, int times) {
    return (deployment, move, since, signals) -> {
      made++;
      if (made <= times) {
        throw new SlipwayException(code, "no router listens");
      }
      return new Stage.Outcome.Made("done");
    };
  }

  private Stage.Outcome make(PatientStage stage) {
    return stage.make(Kept.DEPLOYMENT, MOVE, Instant.EPOCH, new Kept());
  }

  private static RouterSettings gone() {
    throw new SlipwayException(ErrorCode.MACHINE, "the router did not start");
  }

  @Test
  void makesTheMoveAgainOnceTheRouterIsBack() {
    PatientStage stage =
        new PatientStage(
            failing(ErrorCode.UNREACHABLE, 2), () -> LISTENING, Duration.ofSeconds(10));

    assertThat(make(stage)).isEqualTo(new Stage.Outcome.Made("done"));
    assertThat(made).isEqualTo(3);
    assertThat(notes).hasSize(2).allMatch(note -> note.startsWith("the router had ended"));
  }

  @Test
  void givesUpARouterThatStaysAway() {
    PatientStage stage =
        new PatientStage(
            failing(ErrorCode.UNREACHABLE, 1), PatientStageTest::gone, Duration.ofMillis(20));

    assertThat(make(stage))
        .isEqualTo(new Stage.Outcome.Failed("the router was gone for 20 ms: no router listens"));
  }

  @Test
  void givesUpARouterThatEndsWhateverIsDone() {
    PatientStage stage =
        new PatientStage(
            failing(ErrorCode.UNREACHABLE, Integer.MAX_VALUE),
            () -> LISTENING,
            Duration.ofSeconds(10));

    assertThat(make(stage))
        .isEqualTo(new Stage.Outcome.Failed("the router ended again and again: no router listens"));
  }

  @Test
  void leavesTheMoveWhenItIsNotWantedAnyMore() {
    off = true;
    PatientStage stage =
        new PatientStage(
            failing(ErrorCode.UNREACHABLE, 1), PatientStageTest::gone, Duration.ofSeconds(10));

    assertThat(make(stage)).isEqualTo(new Stage.Outcome.Left());
  }

  @Test
  void passesEveryOtherFaultOn() {
    PatientStage stage =
        new PatientStage(failing(ErrorCode.CORRUPT, 1), () -> LISTENING, Duration.ofSeconds(10));

    assertThatThrownBy(() -> make(stage)).hasMessage("no router listens");
    assertThat(made).isEqualTo(1);
  }

  /** Signals that are kept in a list. */
  private final class Kept implements Signals {
    private static final Deployment DEPLOYMENT =
        Deployment.of(
            new FixedPlanner(FixedPlanner.CANARY)
                .plan(
                    DeploymentId.of("production", 1),
                    new Wish("production", "r1", "ada", false),
                    Optional.empty()),
            "ada",
            Instant.EPOCH);

    @Override
    public void tell(DeliveryEvent.OfDeployment event) {
      throw new AssertionError(event);
    }

    @Override
    public void note(String text) {
      notes.add(text);
    }

    @Override
    public Deployment now() {
      return DEPLOYMENT;
    }

    @Override
    public boolean isOff() {
      return off;
    }

    @Override
    public void pause(Duration longest) {
      // The router is asked again at once.
    }
  }
}
