package dev.slipway.server;

import dev.slipway.deliver.Environment;
import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.Project;
import dev.slipway.deliver.Protection;
import dev.slipway.deliver.SettingText;
import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Gate;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets jobs into the environments of slipway.yaml by their rules: branches, a wait, reviewers; and
 * gives them the secrets and variables of the environment. One that slipway.yaml does not declare
 * has no rules. Thread-safe.
 */
public final class EnvironmentGate implements Gate {
  private static final String BRANCHES = "refs/heads/";
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Project project;
  private final JobQuestions questions;
  private final Supplier<SecretStore> secrets;
  private final Consumer<String> notices;

  /**
   * The gate of a project.
   *
   * @param questions where reviewers are asked
   * @param secrets opens the project's secrets
   * @param notices is told what a person should know while a job waits, a sentence at a time
   */
  public EnvironmentGate(
      Project project,
      JobQuestions questions,
      Supplier<SecretStore> secrets,
      Consumer<String> notices) {
    this.project = project;
    this.questions = questions;
    this.secrets = secrets;
    this.notices = notices;
  }

  @Override
  public Answer request(Request request, Cancellation cancellation) {
    Optional<Environment> environment = environment(request.environment());
    if (environment.isEmpty()) {
      return new Answer.Open(Map.of(), Map.of());
    }
    Protection protection = environment.get().protection();
    if (!isFromItsBranches(protection, request.ref())) {
      return new Answer.Refused(
          request.environment()
              + " takes "
              + String.join(", ", protection.branches())
              + " only, and this run is for "
              + request.ref()
              + "; slipway.yaml says so");
    }
    Instant earliest = project.clock().instant().plus(protection.delay());
    Optional<String> refusal = ask(request, protection, cancellation);
    while (refusal.isEmpty() && project.clock().instant().isBefore(earliest)) {
      refusal = pause(cancellation);
    }
    return refusal.<Answer>map(Answer.Refused::new).orElseGet(() -> open(environment.get()));
  }

  private Optional<Environment> environment(String name) {
    if (!project.isDeclared()) {
      return Optional.empty();
    }
    return project.delivery().environments().stream()
        .filter(each -> each.name().text().equals(name))
        .findFirst();
  }

  private static boolean isFromItsBranches(Protection protection, String ref) {
    if (protection.branches().isEmpty()) {
      return true;
    }
    if (!ref.startsWith(BRANCHES)) {
      return false;
    }
    Path branch = Path.of(ref.substring(BRANCHES.length()));
    return protection.branches().stream()
        .anyMatch(
            pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(branch));
  }

  /** Waits for as many reviewers as the environment wants; why not, if one says no. */
  private Optional<String> ask(Request request, Protection protection, Cancellation cancellation) {
    Set<String> yes = new HashSet<>();
    while (yes.size() < protection.approvals()) {
      String id =
          "job-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x100000));
      questions.ask(
          new JobQuestions.Question(
              id,
              request.environment(),
              request.run().value(),
              request.job().toString(),
              request.actor()));
      notices.accept(
          request.job()
              + " waits for a yes to enter "
              + request.environment()
              + ": slipway approve "
              + id);
      try {
        Optional<String> refusal = answer(id, request, protection, yes, cancellation);
        if (refusal.isPresent()) {
          return refusal;
        }
      } finally {
        questions.close(id);
      }
    }
    return Optional.empty();
  }

  private Optional<String> answer(
      String id,
      Request request,
      Protection protection,
      Set<String> yes,
      Cancellation cancellation) {
    Optional<JobQuestions.Answer> answer = questions.answer(id);
    while (answer.isEmpty()) {
      Optional<String> cancelled = pause(cancellation);
      if (cancelled.isPresent()) {
        return cancelled;
      }
      answer = questions.answer(id);
    }
    String by = answer.get().by();
    if (!answer.get().yes()) {
      return Optional.of(by + " refused to let this job into " + request.environment());
    }
    if (isReviewer(by, request.actor(), protection)) {
      yes.add(by);
    } else {
      notices.accept(by + " may not answer for " + request.environment());
    }
    return Optional.empty();
  }

  private static boolean isReviewer(String who, String actor, Protection protection) {
    List<String> reviewers = protection.reviewers();
    boolean listed = reviewers.isEmpty() || reviewers.contains(who);
    return listed && !(protection.preventSelfReview() && who.equals(actor));
  }

  private static Optional<String> pause(Cancellation cancellation) {
    if (cancellation.isRequested()) {
      return Optional.of("cancelled while it waited");
    }
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while it waited");
    }
    return Optional.empty();
  }

  private Answer open(Environment environment) {
    Map<String, Secret> granted = new HashMap<>();
    secrets
        .get()
        .effective(environment.name().text())
        .forEach(
            (name, stored) -> {
              // What Slipway keeps for itself, the passwords of its databases, is no job's.
              if (!name.startsWith("SLIPWAY_")) {
                granted.put(name, stored.value());
              }
            });
    Map<String, String> variables = new HashMap<>();
    environment
        .settings()
        .values()
        .forEach(
            (name, text) -> {
              if (text.parts().stream().allMatch(SettingText.Literal.class::isInstance)) {
                variables.put(name, text.source());
              }
            });
    return new Answer.Open(granted, variables);
  }
}
