package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllerTest {
  private static final List<Move> APPROVED =
      List.of(
          new Move.Check(),
          new Move.Approve(),
          new Move.Start(),
          new Move.Promote(),
          new Move.Retire());

  private final SimulatedStage world = new SimulatedStage();
  private final CrashingJournal journal = new CrashingJournal();
  private Controller controller = open(new FixedPlanner(FixedPlanner.CANARY));

  private Controller open(Planner planner) {
    return new Controller(Ledger.open(journal), world, planner, InstantSource.system());
  }

  private void reopen(Planner planner) {
    controller.close();
    controller = open(planner);
    controller.resume();
  }

  @AfterEach
  void close() {
    controller.close();
  }

  private static Wish wish(String release, String actor) {
    return new Wish("production", release, actor, false);
  }

  private static ApprovalRule rule(String... reviewers) {
    return new ApprovalRule(
        List.of(reviewers), 1, false, false, Duration.ZERO, Duration.ofHours(1));
  }

  private Deployment await(DeploymentId id, DeploymentState state) throws InterruptedException {
    Instant latest = Instant.now().plusSeconds(10);
    while (controller.find(id).state() != state && Instant.now().isBefore(latest)) {
      Thread.sleep(5);
    }
    Deployment deployment = controller.find(id);
    assertThat(deployment.state()).isEqualTo(state);
    return deployment;
  }

  private Deployment awaitEnd(DeploymentId id) throws InterruptedException {
    Instant latest = Instant.now().plusSeconds(10);
    while (controller.find(id).end().isEmpty() && Instant.now().isBefore(latest)) {
      Thread.sleep(5);
    }
    assertThat(controller.find(id).end()).isPresent();
    return controller.find(id);
  }

  @Test
  void deploysAndCountsTheDeploymentsOfAnEnvironment() throws InterruptedException {
    Deployment first = awaitEnd(controller.deploy(wish("r1", "ada")).id());
    Deployment second = awaitEnd(controller.deploy(wish("r2", "ada")).id());

    assertThat(first.id()).hasToString("production-1");
    assertThat(second.id()).hasToString("production-2");
    assertThat(second.plan().previous()).contains("r1");
    assertThat(world.serving()).isEqualTo("r2");
  }

  @Test
  void waitsForAReviewerWhoIsNotTheOneWhoAsked() throws InterruptedException {
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("ada", "grace"))));
    DeploymentId id = controller.deploy(wish("r1", "ada")).id();
    await(id, DeploymentState.AWAITING_APPROVAL);
    awaitQuestion(id);

    assertThatThrownBy(
            () -> controller.approve(id, "ada", Optional.empty(), Optional.empty(), false))
        .isInstanceOf(SlipwayException.class)
        .hasMessage(
            "ada asked for this deployment, and the environment wants another person's yes");
    assertThatThrownBy(
            () -> controller.approve(id, "eve", Optional.empty(), Optional.empty(), false))
        .hasMessage("eve is not a reviewer of this environment; ask ada or grace");
    assertThat(world.running()).isEmpty();

    controller.approve(id, "grace", Optional.empty(), Optional.empty(), false);

    assertThat(awaitEnd(id).state()).isEqualTo(DeploymentState.LIVE);
  }

  private void awaitQuestion(DeploymentId id) throws InterruptedException {
    while (controller.find(id).consent().isEmpty()) {
      Thread.sleep(5);
    }
  }

  @Test
  void anApprovalOfAnotherPlanIsVoid() throws InterruptedException {
    FixedPlanner planner = new FixedPlanner(APPROVED, Optional.of(rule()));
    reopen(planner);
    DeploymentId id = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(id);
    String shown = controller.find(id).plan().digest();
    planner.change("backend: DATABASE_URL, MAIL_URL");

    controller.approve(id, "grace", Optional.of(shown), Optional.empty(), false);

    while (controller.find(id).plan().digest().equals(shown)) {
      Thread.sleep(5);
    }
    awaitQuestion(id);
    assertThat(world.running()).isEmpty();
    assertThatThrownBy(
            () -> controller.approve(id, "grace", Optional.of(shown), Optional.empty(), false))
        .hasMessageContaining("is no longer " + shown);
    controller.approve(id, "grace", Optional.empty(), Optional.empty(), false);
    assertThat(awaitEnd(id).state()).isEqualTo(DeploymentState.LIVE);
  }

  @Test
  void aRefusedPlanChangesNothing() throws InterruptedException {
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("grace"))));
    DeploymentId id = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(id);

    controller.reject(id, "grace", Optional.of("not on a Friday"));

    Deployment ended = awaitEnd(id);
    assertThat(ended.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(ended.end().orElseThrow().reason()).contains("rejected by grace: not on a Friday");
    assertThat(world.running()).isEmpty();
  }

  @Test
  void aWaitingDeploymentGivesWayToANewerOne() throws InterruptedException {
    FixedPlanner planner = new FixedPlanner(APPROVED, Optional.of(rule("grace")));
    planner.supersede();
    reopen(planner);
    DeploymentId older = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(older);

    DeploymentId newer = controller.deploy(wish("r2", "ada")).id();

    assertThat(awaitEnd(older).end().orElseThrow().reason()).contains("superseded by " + newer);
    awaitQuestion(newer);
  }

  @Test
  void deploymentsInAQueueAreCarriedOutInTheirOrder() throws InterruptedException {
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("grace"))));
    DeploymentId first = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(first);

    DeploymentId second = controller.deploy(wish("r2", "ada")).id();
    DeploymentId third = controller.deploy(wish("r3", "ada")).id();

    assertThat(queue()).containsExactly(second + " behind " + first, third + " behind " + second);
    controller.approve(first, "grace", Optional.empty(), Optional.empty(), false);
    assertThat(awaitEnd(first).state()).isEqualTo(DeploymentState.LIVE);
    awaitQuestion(second);
    assertThat(world.serving()).isEqualTo("r1");
    assertThat(controller.find(second).plan().previous()).contains("r1");
    assertThat(controller.find(third).state()).isEqualTo(DeploymentState.PLANNED);
    controller.reject(second, "grace", Optional.empty());
    awaitQuestion(third);
    controller.approve(third, "grace", Optional.empty(), Optional.empty(), false);
    assertThat(awaitEnd(third).state()).isEqualTo(DeploymentState.LIVE);
    assertThat(world.serving()).isEqualTo("r3");
  }

  private List<String> queue() {
    return journal.entries().stream()
        .map(Entry::event)
        .filter(DeliveryEvent.Queued.class::isInstance)
        .map(DeliveryEvent.Queued.class::cast)
        .map(each -> each.deployment() + " behind " + each.behind())
        .toList();
  }

  @Test
  void aRollbackTakesThePlaceOfWhatWaits() throws InterruptedException {
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("grace"))));
    DeploymentId waiting = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(waiting);

    DeploymentId back = controller.rollback("production", Optional.of("r0"), "ada").id();

    assertThat(awaitEnd(waiting).end().orElseThrow().reason()).contains("superseded by " + back);
    awaitQuestion(back);
  }

  @Test
  void aRollbackBringsBackWhatServedBefore() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
    awaitEnd(controller.deploy(wish("r2", "ada")).id());

    assertThat(controller.before("production")).isEqualTo("r1");
    Deployment back = controller.rollback("production", Optional.empty(), "ada");

    assertThat(awaitEnd(back.id()).state()).isEqualTo(DeploymentState.LIVE);
    assertThat(world.serving()).isEqualTo("r1");
    assertThat(back.plan().rollback()).isTrue();
  }

  @Test
  void aWayBackThatFailsIsNoRollbackAndStopsNothingThatServes() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
    world.refuse("watch", "r2");
    world.refuse("restore", "r2");

    Deployment ended = awaitEnd(controller.deploy(wish("r2", "ada")).id());

    assertThat(ended.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(ended.end().orElseThrow().reason())
        .contains("watch was refused; the way back failed: restore was refused");
    assertThat(world.running()).contains("r1", "r2");
    assertThat(controller.live("production").orElseThrow().plan().release()).isEqualTo("r1");
  }

  @Test
  void aDefectInAMoveIsAFailedMove() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
    world.breakAt("watch", "r2");

    Deployment ended = awaitEnd(controller.deploy(wish("r2", "ada")).id());

    assertThat(ended.state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(ended.end().orElseThrow().reason().orElseThrow()).contains("watch is broken");
    assertThat(world.serving()).isEqualTo("r1");
  }

  @Test
  void aReleaseThatCannotBeStoppedHasGivenTheTrafficBackAllTheSame() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
    world.refuse("watch", "r2");
    world.refuse("discard", "r2");

    Deployment ended = awaitEnd(controller.deploy(wish("r2", "ada")).id());

    assertThat(ended.state()).isEqualTo(DeploymentState.ROLLED_BACK);
    assertThat(ended.end().orElseThrow().reason())
        .contains(
            "watch was refused; what it had started could not be stopped: discard was refused");
    assertThat(world.serving()).isEqualTo("r1");
  }

  @Test
  void aFirstReleaseIsStoppedAlthoughItsRoutesCannotBeTaken() throws InterruptedException {
    world.refuse("watch", "r1");
    world.refuse("restore", "r1");

    Deployment ended = awaitEnd(controller.deploy(wish("r1", "ada")).id());

    assertThat(ended.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(world.running()).isEmpty();
  }

  @Test
  void aRollbackOfTheFirstReleaseIsRefused() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());

    assertThatThrownBy(() -> controller.rollback("production", Optional.empty(), "ada"))
        .hasMessage("nothing served production before what serves now");
  }

  @Test
  void aLockKeepsOthersOutUntilItExpires() throws InterruptedException {
    controller.lock("production", "grace", "the sale", Duration.ofHours(1));

    assertThatThrownBy(() -> controller.deploy(wish("r1", "ada")))
        .hasMessageStartingWith("production is locked by grace until ")
        .hasMessageEndingWith(": the sale");
    awaitEnd(controller.deploy(wish("r1", "grace")).id());
    controller.lock("production", "grace", "the sale", Duration.ZERO);
    awaitEnd(controller.deploy(wish("r2", "ada")).id());
  }

  @Test
  void aLockHoldsBackWhatOthersHaveInTheQueue() throws InterruptedException {
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("eve", "grace"))));
    DeploymentId running = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(running);
    DeploymentId queued = controller.deploy(wish("r2", "ada")).id();
    controller.lock("production", "grace", "the sale", Duration.ofHours(1));

    assertThatThrownBy(
            () -> controller.approve(running, "eve", Optional.empty(), Optional.empty(), false))
        .hasMessageStartingWith("production is locked by grace until ");
    controller.approve(running, "grace", Optional.empty(), Optional.empty(), false);
    awaitEnd(running);
    awaitNote("waits: production is locked by grace until ");
    assertThat(controller.find(queued).begun()).isEmpty();

    controller.unlock("production", "grace");

    awaitQuestion(queued);
  }

  @Test
  void theHolderOfALockDoesNotWaitBehindThoseItHoldsBack() throws InterruptedException {
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
    reopen(new FixedPlanner(APPROVED, Optional.of(rule("grace"))));
    DeploymentId running = controller.deploy(wish("r2", "ada")).id();
    awaitQuestion(running);
    DeploymentId queued = controller.deploy(wish("r3", "ada")).id();
    controller.lock("production", "grace", "the sale", Duration.ofHours(1));
    DeploymentId own = controller.deploy(wish("r4", "grace")).id();

    controller.reject(running, "grace", Optional.empty());
    awaitQuestion(own);

    assertThat(controller.find(queued).begun()).isEmpty();
  }

  private void awaitNote(String text) throws InterruptedException {
    Instant latest = Instant.now().plusSeconds(10);
    while (Instant.now().isBefore(latest)) {
      if (journal.entries().stream()
          .map(Entry::event)
          .anyMatch(
              event -> event instanceof DeliveryEvent.Noted note && note.text().startsWith(text))) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nobody noted: " + text);
  }

  @Test
  void aLockIsNotTakenFromItsOwnerButMayBeOpened() throws InterruptedException {
    DeliveryEvent.Locked lock =
        controller.lock("production", "grace", "the sale", Duration.ofHours(1));

    assertThatThrownBy(() -> controller.lock("production", "ada", "mine", Duration.ofHours(1)))
        .hasMessage("production is locked by grace until " + lock.expires() + ": the sale");
    assertThat(controller.environments()).containsExactly("production");
    assertThat(controller.unlock("production", "ada")).contains(lock);

    assertThat(controller.unlock("production", "ada")).isEmpty();
    assertThat(controller.environments()).isEmpty();
    awaitEnd(controller.deploy(wish("r1", "ada")).id());
  }

  @Test
  void aControllerThatTakesOverGoesOnWhereTheOtherLeftOff() throws InterruptedException {
    FixedPlanner planner = new FixedPlanner(APPROVED, Optional.of(rule("grace")));
    reopen(planner);
    DeploymentId id = controller.deploy(wish("r1", "ada")).id();
    awaitQuestion(id);

    reopen(planner);
    controller.approve(id, "grace", Optional.empty(), Optional.empty(), false);

    assertThat(awaitEnd(id).state()).isEqualTo(DeploymentState.LIVE);
    assertThat(world.serving()).isEqualTo("r1");
  }
}
