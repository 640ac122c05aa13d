package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Finding.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a workflow while it is read. */
final class Findings {
  private static final int MOST_OF_GITHUB = 10;

  private final boolean githubs;
  private final SourceTexts sources = new SourceTexts();
  private final List<Finding> all = new ArrayList<>();

  Findings(boolean githubs) {
    this.githubs = githubs;
  }

  /** Makes a file known; GitHub names no place within a scalar. */
  void source(String file, String text) {
    if (!githubs) {
      sources.add(file, text);
    }
  }

  SourceTexts sources() {
    return sources;
  }

  void error(Position position, String code, String message) {
    add(Problem.error(position, code, message), Form.PLACED);
  }

  void error(Position position, String code, String message, @Nullable String hint) {
    Problem problem = Problem.error(position, code, message);
    add(hint == null ? problem : problem.withHint(hint), Form.PLACED);
  }

  /** An error GitHub finds later, when the job runs. */
  void earlyError(Position position, String code, String message, String hint) {
    if (!githubs) {
      error(position, code, message, hint);
    }
  }

  void warning(Position position, String code, String message, String hint) {
    if (!githubs) {
      add(Problem.warning(position, code, message).withHint(hint), Form.PLACED);
    }
  }

  void add(Problem problem, Form form) {
    if (githubs && all.size() >= MOST_OF_GITHUB) {
      return;
    }
    all.add(new Finding(problem, form, Optional.empty()));
  }

  /** Marks what was found since as standing in a workflow that is called from a place. */
  void calledFrom(int since, Position caller) {
    for (int index = since; index < all.size(); index++) {
      if (all.get(index).caller().isEmpty()) {
        all.set(index, all.get(index).calledFrom(caller));
      }
    }
  }

  /** What was found after a number of findings. */
  List<Problem> since(int count) {
    return all.subList(count, all.size()).stream().map(Finding::problem).toList();
  }

  int count() {
    return all.size();
  }

  boolean hasErrors() {
    return all.stream().anyMatch(finding -> finding.problem().isError());
  }

  /** In GitHub's words, in the order found. */
  List<String> texts() {
    return all.stream().map(Finding::text).toList();
  }

  /** File by file, in the order of the text. */
  List<Problem> problems() {
    if (all.isEmpty()) {
      return List.of();
    }
    return all.stream()
        .map(Findings::problem)
        .distinct()
        .sorted(Comparator.comparing(Problem::position))
        .toList();
  }

  private static Problem problem(Finding finding) {
    if (finding.caller().isEmpty()
        || finding.caller().get().file().equals(finding.problem().position().file())) {
      return finding.problem();
    }
    String calls = "called from " + finding.caller().get();
    String hint = finding.problem().hint().map(own -> own + "; " + calls).orElse(calls);
    return finding.problem().withHint(hint);
  }
}
