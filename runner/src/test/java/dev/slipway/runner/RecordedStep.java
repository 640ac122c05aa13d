package dev.slipway.runner;

import dev.slipway.store.Masker;
import dev.slipway.store.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A step whose output goes the real way, into memory. */
final class RecordedStep {
  static final int NUMBER = 3;

  final Masker masker = new Masker();
  final OutputScope scope;
  final StepEffects effects = new StepEffects();
  final StepLog log;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final StepOutput output;

  RecordedStep() {
    this(Path.of("/nowhere/workspace"), Map.of());
  }

  RecordedStep(Path workspace, Map<String, String> environment) {
    this(workspace, environment, MatcherSession.TIME_LIMIT);
  }

  RecordedStep(Path workspace, Map<String, String> environment, Duration matcherTimeLimit) {
    boolean debug = environment.containsKey("RUNNER_DEBUG");
    CommandPolicy policy = CommandPolicy.of(environment);
    scope = new OutputScope(masker, workspace, "harbor/harbor");
    log = new StepLog(masker, written::write, () -> {}, effects, debug, NUMBER);
    output = new StepOutput(scope, policy, log, matcherTimeLimit);
  }

  static RecordedStep debugging() {
    return new RecordedStep(Path.of("/nowhere/workspace"), Map.of("RUNNER_DEBUG", "1"));
  }

  RecordedStep hiding(String... secrets) {
    for (String secret : secrets) {
      masker.add(Secret.of(secret));
    }
    return this;
  }

  RecordedStep matching(String matchers) {
    byte[] json = ("{\"problemMatcher\":[" + matchers + "]}").getBytes(StandardCharsets.UTF_8);
    scope.matchers().add(MatcherFile.parse(json, "matchers.json"));
    return this;
  }

  RecordedStep prints(String... lines) {
    for (String line : lines) {
      printsRaw((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  RecordedStep printsRaw(byte[] bytes) {
    output.write(bytes, 0, bytes.length);
    return this;
  }

  /** The processes have ended. */
  RecordedStep ends() {
    output.close();
    log.close();
    return this;
  }

  byte[] bytes() {
    log.close();
    return written.toByteArray();
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return text().lines().toList();
  }

  List<String> messages() {
    return effects.annotations().stream().map(Annotation::message).toList();
  }

  /** The annotation that was raised, when it is the only one. */
  Annotation annotation() {
    List<Annotation> all = effects.annotations();
    if (all.size() != 1) {
      throw new AssertionError("Not one annotation but " + all);
    }
    return all.getFirst();
  }
}
