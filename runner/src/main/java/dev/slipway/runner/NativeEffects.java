package dev.slipway.runner;

import dev.slipway.runner.action.ActionEffects;

/** What a native action does, carried out on the log and effects of its step. */
final class NativeEffects implements ActionEffects {
  private final StepLog log;
  private final OutputScope scope;

  NativeEffects(StepLog log, OutputScope scope) {
    this.log = log;
    this.scope = scope;
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
    scope.matchers().add(MatcherFile.parse(json));
  }
}
