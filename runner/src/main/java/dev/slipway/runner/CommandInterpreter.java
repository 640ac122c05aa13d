package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Obeys the workflow commands in the output of one step; remembers whether they are stopped or
 * echoed. For one thread.
 *
 * <p>Follows the runner's {@code ActionCommandManager.cs} with its error texts.
 */
final class CommandInterpreter {
  private static final String STOP = "stop-commands";
  private static final Set<String> COMMANDS =
      Set.of(
          STOP,
          "set-env",
          "set-output",
          "save-state",
          "add-mask",
          "add-path",
          "add-matcher",
          "remove-matcher",
          "debug",
          "notice",
          "warning",
          "error",
          "group",
          "endgroup",
          "echo");

  /** Commands whose line is never echoed: it is shown in another form, or must not be shown. */
  private static final Set<String> NOT_ECHOED =
      Set.of("add-mask", "debug", "notice", "warning", "error");

  private static final String BAD_TOKEN =
      "You cannot use a endToken that is an empty string, the string 'pause-logging', or another"
          + " workflow command. For more information see:"
          + " https://docs.github.com/actions/learn-github-actions/workflow-commands-for-github-actions#example-stopping-and-starting-workflow-commands"
          + " or opt into insecure command execution by setting the"
          + " `ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS` environment variable to `true`.";

  private final OutputScope scope;
  private final CommandPolicy policy;
  private final StepLog log;
  private final CommandChanges changes;
  private Optional<String> stopToken = Optional.empty();
  private boolean echo;

  CommandInterpreter(OutputScope scope, CommandPolicy policy, StepLog log) {
    this.scope = scope;
    this.policy = policy;
    this.log = log;
    this.changes = new CommandChanges(scope, policy, log);
    this.echo = log.isDebugging();
  }

  /**
   * Obeys the command that a line holds.
   *
   * @return whether the line was one, so that it is not ordinary output
   */
  boolean interpret(String line) {
    Optional<WorkflowCommand> parsed = WorkflowCommand.parse(line, this::isCommand);
    if (parsed.isEmpty()) {
      return false;
    }
    WorkflowCommand command = parsed.get();
    if (stopToken.isPresent()) {
      return resume(command, line);
    }
    if (command.name().equalsIgnoreCase(STOP)) {
      stop(command.data(), line);
    } else {
      obey(command, line);
    }
    return true;
  }

  /**
   * The command that the beginning of a line names and that would be obeyed, were the line whole.
   */
  Optional<String> commandAt(String beginning) {
    String text = WorkflowCommand.withoutIndent(beginning);
    boolean current = text.startsWith(WorkflowCommand.PREFIX);
    int start = (current ? WorkflowCommand.PREFIX : WorkflowCommand.OLD_PREFIX).length();
    int end = start;
    while (end < text.length() && " :]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (stopToken.isPresent() || end == text.length()) {
      return Optional.empty();
    }
    return Optional.of(text.substring(start, end).toLowerCase(Locale.ROOT)).filter(this::isCommand);
  }

  /** A command line that is too long to hold: it is not shown, since it may hold a secret. */
  void refuseTooLong(String command, int limit) {
    log.error("Unable to process command '" + command + "' successfully.");
    log.error(
        "Its line is longer than "
            + limit / 1024
            + " KiB. Use an environment file (GITHUB_OUTPUT, GITHUB_ENV) for large values.");
    log.effects().commandFailed();
  }

  private boolean isCommand(String lowerName) {
    return COMMANDS.contains(lowerName)
        || stopToken.filter(token -> token.equalsIgnoreCase(lowerName)).isPresent();
  }

  private boolean resume(WorkflowCommand command, String line) {
    String token = stopToken.orElse("");
    if (token.isEmpty() || !command.name().equalsIgnoreCase(token)) {
      log.debug("Process commands has been stopped and waiting for '##[" + token + "]' to resume.");
      return false;
    }
    log.line(line);
    log.debug("Resume processing commands");
    stopToken = Optional.empty();
    return true;
  }

  private void stop(String token, String line) {
    if (!policy.unsecureStopTokens() && !isValidToken(token)) {
      log.error(BAD_TOKEN);
      log.effects().commandFailed();
      return;
    }
    stopToken = Optional.of(token);
    if (token.length() > 6) {
      log.hide(token);
    }
    log.line(line);
    log.debug(
        "Paused processing commands until the token you called ::stopCommands:: with is received");
  }

  private static boolean isValidToken(String token) {
    return !token.isEmpty()
        && !token.equalsIgnoreCase("pause-logging")
        && !COMMANDS.contains(token.toLowerCase(Locale.ROOT));
  }

  private void obey(WorkflowCommand command, String line) {
    String name = command.name().toLowerCase(Locale.ROOT);
    boolean echoes = !NOT_ECHOED.contains(name);
    if (echo && echoes) {
      log.line(line);
    }
    try {
      execute(name, command);
    } catch (SlipwayException e) {
      log.error("Unable to process command '" + (echoes ? line : name) + "' successfully.");
      log.error(String.valueOf(e.getMessage()));
      log.effects().commandFailed();
    }
  }

  private void execute(String name, WorkflowCommand command) {
    switch (name) {
      case "debug" -> log.debug(command.data());
      case "notice" -> annotate(command, Annotation.Level.NOTICE);
      case "warning" -> annotate(command, Annotation.Level.WARNING);
      case "error" -> annotate(command, Annotation.Level.ERROR);
      case "group" -> log.line("##[group]" + command.data());
      case "endgroup" -> log.line("##[endgroup]");
      case "add-mask" -> addMask(command.data());
      case "echo" -> setEcho(command.data());
      default -> changes.make(name, command);
    }
  }

  private void annotate(WorkflowCommand command, Annotation.Level level) {
    Remark remark = AnnotationCommand.read(command, level, scope.sources(), log::debug);
    log.annotate(remark, remark.message());
  }

  private void addMask(String value) {
    if (value.isBlank()) {
      log.warning("Can't add secret mask for empty string in ##[add-mask] command.");
      return;
    }
    if (echo) {
      log.line("::add-mask::***");
    }
    log.hide(value);
    log.effects().maskAdded();
  }

  private void setEcho(String value) {
    echo =
        switch (value.strip().toLowerCase(Locale.ROOT)) {
          case "on" -> true;
          case "off" -> false;
          default ->
              throw new SlipwayException(
                  ErrorCode.INVALID_INPUT,
                  "Invalid echo command value. Possible values can be: 'on', 'off'. Current value"
                      + " is: '"
                      + value
                      + "'.");
        };
    log.debug("Setting echo command value to '" + (echo ? "on" : "off") + "'");
  }
}
