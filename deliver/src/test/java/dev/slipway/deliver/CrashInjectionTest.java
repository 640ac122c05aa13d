package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrashInjectionTest {
  private static final Wish FIRST = new Wish("production", "r1", "ada", false);
  private static final Wish SECOND = new Wish("production", "r2", "ada", false);

  /** A strategy, and the move of the second release that fails, if any. */
  record Case(String name, List<Move> moves, Optional<String> failing) {
    @Override
    public String toString() {
      return name + failing.map(move -> ", failing at " + move).orElse("");
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("canary", FixedPlanner.CANARY, Optional.empty()),
        new Case("canary", FixedPlanner.CANARY, Optional.of("check")),
        new Case("canary", FixedPlanner.CANARY, Optional.of("migrate")),
        new Case("canary", FixedPlanner.CANARY, Optional.of("probe")),
        new Case("canary", FixedPlanner.CANARY, Optional.of("verify")),
        new Case("canary", FixedPlanner.CANARY, Optional.of("watch")),
        new Case("canary", FixedPlanner.CANARY, Optional.of("contract")),
        new Case("rolling", FixedPlanner.ROLLING, Optional.empty()),
        new Case("rolling", FixedPlanner.ROLLING, Optional.of("verify")),
        new Case("rolling", FixedPlanner.ROLLING, Optional.of("watch")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsOnOneWholeReleaseWhereverTheControllerDies(Case given) {
    int entries = play(given, Integer.MAX_VALUE, true).entries().size();
    for (int at = 0; at < entries; at++) {
      play(given, at, true);
      play(given, at, false);
    }
  }

  /** Deploys two releases with one death and answers the journal. */
  private static CrashingJournal play(Case given, int deathAt, boolean written) {
    SimulatedStage world = new SimulatedStage();
    given.failing().ifPresent(move -> world.refuse(move, "r2"));
    CrashingJournal journal = new CrashingJournal();
    Planner planner = new FixedPlanner(given.moves());
    carryOut(world, journal, planner, FIRST);

    journal.dieAfter(deathAt, written);
    carryOut(world, journal, planner, SECOND);
    if (journal.isDead()) {
      journal.live();
      carryOn(world, journal, planner);
    }

    Ledger ledger = Ledger.open(journal);
    List<Deployment> all = ledger.ask(History::all);
    assertThat(all).allSatisfy(each -> assertThat(each.state().isTerminal()).isTrue());
    String wanted = all.getLast().state() == DeploymentState.LIVE ? last(all) : "r1";
    assertThat(world.serving()).as("after death at %s", deathAt).isEqualTo(wanted);
    assertThat(world.running()).isEqualTo(Set.of(wanted));
    assertThat(world.cut()).isZero();
    boolean harmless = given.failing().isEmpty() || given.failing().get().equals("contract");
    if (all.size() == 2) {
      assertThat(all.getLast().state() == DeploymentState.LIVE).isEqualTo(harmless);
    }
    return journal;
  }

  private static String last(List<Deployment> all) {
    return all.getLast().plan().release();
  }

  private static void carryOut(
      SimulatedStage world, CrashingJournal journal, Planner planner, Wish wish) {
    try {
      Ledger ledger = Ledger.open(journal);
      DeploymentId id = ledger.ask(history -> history.nextId("production"));
      Optional<String> previous =
          ledger.ask(history -> history.live("production").map(live -> live.plan().release()));
      ledger.write("ada", new DeliveryEvent.Planned(planner.plan(id, wish, previous)));
      run(ledger, world, planner, id);
    } catch (CrashingJournal.Death death) {
      // The next controller goes on.
    }
  }

  private static void carryOn(SimulatedStage world, CrashingJournal journal, Planner planner) {
    Ledger ledger = Ledger.open(journal);
    for (Deployment each : ledger.ask(history -> history.unsettled("production"))) {
      run(ledger, world, planner, each.id());
    }
  }

  private static void run(Ledger ledger, SimulatedStage world, Planner planner, DeploymentId id) {
    new DeploymentRun(id, ledger, world, planner, InstantSource.system(), () -> false).run();
  }
}
