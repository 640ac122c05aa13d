package dev.slipway.server.web;

import dev.slipway.deliver.ApprovalRule;
import dev.slipway.deliver.DeliveryEvent;
import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.DeploymentPlan;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.Move;
import dev.slipway.server.git.RepositoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments of the sample application in all states that matter to a reader. */
final class SampleDeployments {
  static final RepositoryId HARBOR = new RepositoryId("acme", "harbor");
  private static final Instant NOW = SampleRun.NOW;
  private static final String NEW =
      "9c41d0a7be13d58aa0e6cf1d1f0c9b2e7a65d30f4c1b2a3948576655443322aa";
  private static final String OLD =
      "1f77b3c2be13d58aa0e6cf1d1f0c9b2e7a65d30f4c1b2a3948576655443322bb";
  private static final List<Move> MOVES =
      List.of(
          new Move.Check(),
          new Move.Approve(),
          new Move.Migrate(),
          new Move.Start(),
          new Move.Probe(),
          new Move.Shift(1, 10),
          new Move.Verify(1, Duration.ofMinutes(5)),
          new Move.Shift(2, 50),
          new Move.Verify(2, Duration.ofMinutes(5)),
          new Move.Promote(),
          new Move.Watch(Duration.ofMinutes(15)),
          new Move.Retire());

  private SampleDeployments() {}

  static WaitingJob waitingJob() {
    return new WaitingJob(
        HARBOR,
        new JobQuestions.Question(
            "job-5e1f0", "production", "20261124-101112-0001", "deploy", "bo"));
  }

  static DeploymentFacts waiting() {
    Deployment.Consent consent =
        new Deployment.Consent("5e1f09ab77c2d3e4", NOW, NOW.plusSeconds(600_000), List.of());
    return facts(
        deployment("production-42", 1, Optional.of(consent), Optional.empty(), Optional.empty()));
  }

  static DeploymentFacts canary() {
    return facts(
        deployment("production-42", 6, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  static DeploymentFacts live(String id) {
    DeploymentId deployment = new DeploymentId(id);
    return facts(
        deployment(
            id,
            12,
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new DeliveryEvent.Settled(deployment, DeploymentState.LIVE, Optional.empty()))));
  }

  static DeploymentFacts undone() {
    String why = "unhealthy: 5.1 % of the requests failed, 0.2 % at the old release";
    DeploymentId id = new DeploymentId("production-40");
    return facts(
        deployment(
            "production-40",
            6,
            Optional.empty(),
            Optional.of(new Deployment.WayBack(why, List.of(), Map.of())),
            Optional.of(
                new DeliveryEvent.Settled(id, DeploymentState.ROLLED_BACK, Optional.of(why)))));
  }

  private static DeploymentFacts facts(Deployment deployment) {
    return new DeploymentFacts(
        HARBOR, deployment, "Ask for the consent once, and remember it", NOW);
  }

  private static Deployment deployment(
      String id,
      int done,
      Optional<Deployment.Consent> consent,
      Optional<Deployment.WayBack> back,
      Optional<DeliveryEvent.Settled> end) {
    List<Move> begun = new ArrayList<>(MOVES.subList(0, Math.min(MOVES.size(), done + 1)));
    Optional<Deployment.Begun> current = Optional.empty();
    if (end.isEmpty()) {
      current = Optional.of(new Deployment.Begun(begun.getLast(), NOW.minusSeconds(40)));
    }
    DeploymentPlan plan =
        new DeploymentPlan(
            new DeploymentId(id),
            NEW,
            Optional.of(OLD),
            false,
            MOVES,
            Optional.of(
                new ApprovalRule(
                    List.of("mara", "lea"), 1, false, false, Duration.ZERO, Duration.ofDays(7))),
            List.of("api: DATABASE_URL, POSTHOG_KEY, SENTRY_DSN", "web: API_URL, POSTHOG_KEY"),
            List.of(
                "V007__consent_once.sql: alter table consent add column remembered_at (ACCESS"
                    + " EXCLUSIVE, short)"),
            List.of("10 % for at least 5m", "50 % for at least 5m", "then all"),
            List.of(
                "built from 4f2a91c0",
                "reads for the first time CONSENT_TTL",
                "no longer reads LEGACY_MAILER"));
    return new Deployment(
        plan, "jonas", NOW.minusSeconds(900), done, current, begun, consent, back, false, end);
  }

  static DeploymentStory story() {
    return new DeploymentStory(
        List.of(
            moment(900, Tone.IDLE, Icon.LINES, "Planned by jonas", ""),
            moment(880, Tone.GOOD, Icon.DONE, "Check", "all 6 checks passed"),
            moment(870, Tone.WAIT, Icon.WAITING, "Somebody has to allow it", ""),
            moment(
                610,
                Tone.GOOD,
                Icon.PERSON,
                "Approved by mara",
                "Looked at the migration: short lock."),
            moment(590, Tone.GOOD, Icon.DONE, "Migrate", "1 migration in 84 ms"),
            moment(580, Tone.IDLE, Icon.SERVER, "api runs", "at 127.0.0.1:20412"),
            moment(575, Tone.GOOD, Icon.DONE, "Probe", "well after 640 ms"),
            moment(570, Tone.GOOD, Icon.DONE, "Shift to 10 %", ""),
            moment(60, Tone.WAIT, Icon.FLASK, "Judged inconclusive", "not enough visitors yet")),
        Map.of(
            NEW, new DeploymentStory.Served(NEW, 1284, 3),
            OLD, new DeploymentStory.Served(OLD, 11_402, 24)),
        Optional.of(
            new DeliveryEvent.Judged(
                new DeploymentId("production-42"),
                1,
                "healthy",
                List.of(
                    "errors: 0.23 % beside 0.21 %, evidence 0.4 of the 20 that would stop it",
                    "p95 latency: 118 ms beside 121 ms"))));
  }

  private static DeploymentStory.Moment moment(
      long ago, Tone tone, Icon icon, String text, String detail) {
    return new DeploymentStory.Moment(
        new When(NOW.minusSeconds(ago), NOW), new Mark(tone, icon, text), text, detail);
  }

  static List<EnvironmentFacts> environments() {
    return List.of(
        new EnvironmentFacts(
            HARBOR,
            "staging",
            "https://staging.harbor.test",
            Optional.of(live("staging-118")),
            List.of(),
            "",
            "",
            ""),
        new EnvironmentFacts(
            HARBOR,
            "production",
            "https://harbor.test",
            Optional.of(live("production-41")),
            List.of(canary()),
            "",
            "",
            "staging"),
        new EnvironmentFacts(
            HARBOR,
            "demo",
            "",
            Optional.empty(),
            List.of(),
            "Locked by lea until 2026-11-24T20:00:00Z: trade fair",
            "",
            ""));
  }
}
