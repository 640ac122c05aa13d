package dev.slipway.runner;

import dev.slipway.runner.action.ActionEffects;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The effects of a native action, which go the way of those of any other step. Thread-safe. */
final class NativeEffects implements ActionEffects {
  private final OutputScope scope;
  private final StepLog log;

  NativeEffects(OutputScope scope, StepLog log) {
    this.scope = scope;
    this.log = log;
  }

  @Override
  public void line(String text) {
    log.line(text);
  }

  @Override
  public void group(String title) {
    log.line("##[group]" + title);
  }

  @Override
  public void endGroup() {
    log.line("##[endgroup]");
  }

  @Override
  public void annotate(Severity severity, String message) {
    Annotation.Level level =
        switch (severity) {
          case NOTICE -> Annotation.Level.NOTICE;
          case WARNING -> Annotation.Level.WARNING;
          case ERROR -> Annotation.Level.ERROR;
        };
    log.annotate(Remark.of(level, message), message);
  }

  @Override
  public void output(String name, String value) {
    log.effects().output(name, value);
  }

  @Override
  public void exportVariable(String name, String value) {
    log.effects().environment(name, value);
  }

  @Override
  public void addPath(String folder) {
    log.effects().prependPath(folder);
  }

  @Override
  public void saveState(String name, String value) {
    log.effects().state(name, value);
  }

  @Override
  public void addMatchers(String json) {
    List<MatcherDefinition> definitions =
        MatcherFile.parse(json.getBytes(StandardCharsets.UTF_8), "problem matcher");
    scope.matchers().add(definitions);
  }
}
