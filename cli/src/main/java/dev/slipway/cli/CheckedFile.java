package dev.slipway.cli;

import dev.slipway.document.Problem;
import java.util.List;

/**
 * A file that was read and what is wrong with it.
 *
 * @param name how the user would write its path
 * @param kind what it is: workflow, action, template of an environment, configuration, migration
 * @param text its content, for excerpts
 */
record CheckedFile(String name, Kind kind, String text, List<Problem> problems) {
  /** What a file is to Slipway. */
  enum Kind {
    WORKFLOW("workflow"),
    ACTION("action"),
    TEMPLATE("template"),
    CONFIGURATION("slipway.yaml"),
    MIGRATION("migration");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  CheckedFile {
    problems = problems.stream().sorted(CheckedFile::byPlace).toList();
  }

  private static int byPlace(Problem one, Problem other) {
    return one.position().compareTo(other.position());
  }

  long errors() {
    return problems.stream().filter(Problem::isError).count();
  }

  long warnings() {
    return problems.size() - errors();
  }
}
