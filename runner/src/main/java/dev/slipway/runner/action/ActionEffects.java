package dev.slipway.runner.action;

/**
 * What an action does to its job, as calls instead of workflow commands.
 *
 * <p>Text given here is data: no call interprets workflow commands inside it. The runner masks
 * everything before it is shown or kept.
 */
public interface ActionEffects {
  /** How much a notice matters. */
  enum Severity {
    NOTICE,
    WARNING,
    ERROR
  }

  /** Writes one line to the step's log. */
  void line(String text);

  /** Opens a foldable group of log lines. */
  void group(String title);

  /** Closes the group opened last. */
  void endGroup();

  /** Shows a message in the log and as an annotation of the job. */
  void annotate(Severity severity, String message);

  /** Sets an output of the step. */
  void output(String name, String value);

  /** Sets an environment variable of the job's later steps. */
  void exportVariable(String name, String value);

  /** Puts a folder in front of the PATH of the job's later steps. */
  void addPath(String folder);

  /** Keeps a value for the action's post phase. */
  void saveState(String name, String value);

  /** Registers problem matchers, given as the JSON document of such a file. */
  void addMatchers(String json);

  /** Shows a warning. */
  default void warn(String message) {
    annotate(Severity.WARNING, message);
  }
}
