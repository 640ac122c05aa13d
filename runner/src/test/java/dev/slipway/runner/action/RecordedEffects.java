package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Effects that only remember what an action did. */
final class RecordedEffects implements ActionEffects {
  final List<String> log = new ArrayList<>();
  final List<String> annotations = new ArrayList<>();
  final Map<String, String> outputs = new LinkedHashMap<>();
  final Map<String, String> variables = new LinkedHashMap<>();
  final List<String> path = new ArrayList<>();
  final Map<String, String> state = new LinkedHashMap<>();
  final List<String> matchers = new ArrayList<>();

  @Override
  public void line(String text) {
    log.add(text);
  }

  @Override
  public void group(String title) {
    log.add("> " + title);
  }

  @Override
  public void endGroup() {
    log.add("<");
  }

  @Override
  public void annotate(Severity severity, String message) {
    annotations.add(severity + ": " + message);
  }

  @Override
  public void output(String name, String value) {
    outputs.put(name, value);
  }

  @Override
  public void exportVariable(String name, String value) {
    variables.put(name, value);
  }

  @Override
  public void addPath(String folder) {
    path.add(folder);
  }

  @Override
  public void saveState(String name, String value) {
    state.put(name, value);
  }

  @Override
  public void addMatchers(String json) {
    matchers.add(json);
  }
}
