package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.Project;
import dev.slipway.machine.Git;
import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Gate;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunId;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentGateTest {
  @TempDir Path folder;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private Project project;
  private JobQuestions questions;
  private EnvironmentGate gate;

  @BeforeEach
  void open() throws IOException {
    Path root = folder.toRealPath();
    Git.initialise(root, "main");
    Files.writeString(
        root.resolve("slipway.yaml"),
        """
        components:
          api: {type: service, path: api, start: ./run}
        environments:
          staging:
            env: {LEVEL: quiet}
          production:
            approval: {required: 1, reviewers: [grace], branches: main}
        """);
    project = new Project(root, Map.of(), InstantSource.system());
    questions = new JobQuestions(project.stateFolder());
    gate = new EnvironmentGate(project, questions, project::secrets, said::add);
  }

  private static Gate.Request request(String environment, String ref) {
    return new Gate.Request(
        new RunId("r1"), new JobKey("deploy"), environment, Optional.empty(), ref, "ada");
  }

  private Gate.Answer ask(String environment, String ref) {
    return gate.request(request(environment, ref), new Cancellation());
  }

  @Test
  void anUndeclaredEnvironmentHasNoRules() {
    assertThat(ask("elsewhere", "refs/heads/x"))
        .isEqualTo(new Gate.Answer.Open(Map.of(), Map.of()));
  }

  @Test
  void aJobGetsTheSecretsAndVariablesOfItsEnvironmentAndNoOther() {
    project.secrets().set(Optional.of("staging"), "KEY", Secret.of("s1"));
    project.secrets().set(Optional.of("production"), "OTHER", Secret.of("s2"));

    Gate.Answer.Open open = (Gate.Answer.Open) ask("staging", "refs/heads/x");

    assertThat(open.secrets()).containsOnlyKeys("KEY");
    assertThat(open.variables()).isEqualTo(Map.of("LEVEL", "quiet"));
  }

  @Test
  void anotherBranchIsRefusedWithTheRule() {
    assertThat(ask("production", "refs/heads/feature/x"))
        .isEqualTo(
            new Gate.Answer.Refused(
                "production takes main only, and this run is for refs/heads/feature/x;"
                    + " slipway.yaml says so"));
  }

  private String question() throws InterruptedException {
    Pattern pattern = Pattern.compile("slipway approve (job-[0-9a-f]+)");
    while (true) {
      Matcher matcher = pattern.matcher(String.join("\n", said));
      String last = "";
      while (matcher.find()) {
        last = matcher.group(1);
      }
      if (!last.isEmpty() && questions.isOpen(last)) {
        return last;
      }
      Thread.sleep(5);
    }
  }

  @Test
  void aJobWaitsForAReviewer() throws InterruptedException {
    CompletableFuture<Gate.Answer> answer =
        CompletableFuture.supplyAsync(() -> ask("production", "refs/heads/main"));
    String first = question();
    assertThat(questions.open())
        .containsExactly(new JobQuestions.Question(first, "production", "r1", "deploy", "ada"));
    questions.answer(first, new JobQuestions.Answer(true, "eve"));
    while (questions.isOpen(first)) {
      Thread.sleep(5);
    }
    String second = question();

    questions.answer(second, new JobQuestions.Answer(true, "grace"));

    assertThat(answer.join()).isInstanceOf(Gate.Answer.Open.class);
    assertThat(said).contains("eve may not answer for production");
  }

  @Test
  void aNoIsTheReasonOfTheJob() throws InterruptedException {
    CompletableFuture<Gate.Answer> answer =
        CompletableFuture.supplyAsync(() -> ask("production", "refs/heads/main"));

    questions.answer(question(), new JobQuestions.Answer(false, "grace"));

    assertThat(answer.join())
        .isEqualTo(new Gate.Answer.Refused("grace refused to let this job into production"));
  }
}
