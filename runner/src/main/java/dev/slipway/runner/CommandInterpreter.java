package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
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

  private static final String DEPRECATED =
      "The `%s` command is deprecated and will be disabled soon. Please upgrade to using"
          + " Environment Files. For more information see:"
          + " https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/";
  private static final String DISABLED =
      "The `%s` command is disabled. Please upgrade to using Environment Files or opt into unsecure"
          + " command execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment"
          + " variable to `true`. For more information see:"
          + " https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/";
  private static final String BAD_TOKEN =
      "You cannot use a endToken that is an empty string, the string 'pause-logging', or another"
          + " workflow command. For more information see:"
          + " https://docs.github.com/actions/learn-github-actions/workflow-commands-for-github-actions#example-stopping-and-starting-workflow-commands"
          + " or opt into insecure command execution by setting the"
          + " `ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS` environment variable to `true`.";

  private final OutputScope scope;
  private final CommandPolicy policy;
  private final StepLog log;
  private Optional<String> stopToken = Optional.empty();
  private boolean echo;

  CommandInterpreter(OutputScope scope, CommandPolicy policy, StepLog log) {
    this.scope = scope;
    this.policy = policy;
    this.log = log;
    this.echo = policy.debug();
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

  /** The known command that the beginning of a line names, should the line be one. */
  Optional<String> commandAt(String beginning) {
    String text = beginning.stripLeading();
    int end = WorkflowCommand.PREFIX.length();
    while (end < text.length() && " :]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(Math.min(end, WorkflowCommand.PREFIX.length()), end);
    return Optional.of(name.toLowerCase(Locale.ROOT).replace("[", "")).filter(this::isCommand);
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
      case "set-output" -> setOutput(command);
      case "save-state" -> saveState(command);
      case "set-env" -> setEnvironment(command);
      case "add-path" -> addPath(command);
      case "add-matcher" -> addMatcher(command.data());
      case "remove-matcher" -> removeMatcher(command);
      default -> throw new SlipwayException(ErrorCode.INTERNAL, "No way to obey ::" + name + "::");
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
              throw mistake(
                  "Invalid echo command value. Possible values can be: 'on', 'off'. Current value"
                      + " is: '"
                      + value
                      + "'.");
        };
    log.debug("Setting echo command value to '" + (echo ? "on" : "off") + "'");
  }

  private void setOutput(WorkflowCommand command) {
    warnOfDeprecation(command);
    String name = required(command, "name");
    log.effects().output(name, command.data());
    log.debug("Set output " + name + " = " + command.data());
  }

  private void saveState(WorkflowCommand command) {
    warnOfDeprecation(command);
    String name = required(command, "name");
    log.effects().state(name, command.data());
    log.debug("Save intra-action state " + name + " = " + command.data());
  }

  private void setEnvironment(WorkflowCommand command) {
    requireUnsecure(command);
    String name = required(command, "name");
    if (ProtectedVariables.of(name) != ProtectedVariables.Protection.NONE) {
      log.error("Can't update " + name + " environment variable using ::set-env:: command.");
      return;
    }
    if (name.indexOf('\0') >= 0 || name.indexOf('=') >= 0 || command.data().indexOf('\0') >= 0) {
      throw mistake("The name or value of '" + name + "' holds a character that it must not.");
    }
    log.effects().environment(name, command.data());
    log.debug(name + "='" + command.data() + "'");
  }

  private void addPath(WorkflowCommand command) {
    requireUnsecure(command);
    if (command.data().isEmpty() || command.data().indexOf('\0') >= 0) {
      throw mistake("The path of ##[add-path] must not be empty.");
    }
    log.effects().prependPath(command.data());
  }

  private void addMatcher(String file) {
    if (file.isEmpty()) {
      log.warning("File path must be specified.");
      return;
    }
    var definitions = MatcherFile.read(inWorkspace(file));
    if (definitions.isEmpty()) {
      return;
    }
    scope.matchers().add(definitions);
    StringBuilder owners = new StringBuilder("Added matchers: ");
    String separator = "";
    for (MatcherDefinition definition : definitions) {
      owners.append(separator).append('\'').append(definition.owner()).append('\'');
      separator = ", ";
    }
    log.debug(
        owners
            + ". Problem matchers scan action output for known warning or error strings and report"
            + " these inline.");
  }

  private void removeMatcher(WorkflowCommand command) {
    String owner = command.property("owner");
    String file = command.data();
    if (!owner.isEmpty() && !file.isEmpty()) {
      log.warning(
          "Either specify an owner name or a file path in ##[remove-matcher] command. Both values"
              + " cannot be set.");
    } else if (!owner.isEmpty()) {
      scope.matchers().remove(owner);
    } else if (!file.isEmpty()) {
      MatcherFile.read(inWorkspace(file)).forEach(each -> scope.matchers().remove(each.owner()));
    } else {
      log.warning(
          "Either an owner name or a file path must be specified in ##[remove-matcher] command.");
    }
  }

  private Path inWorkspace(String file) {
    if (file.indexOf('\0') >= 0) {
      throw mistake("The path holds a NUL character.");
    }
    return scope.sources().workspace().resolve(file);
  }

  private void warnOfDeprecation(WorkflowCommand command) {
    if (scope.isFirstUse(command.name())) {
      log.warning(DEPRECATED.replace("%s", command.name()));
    }
  }

  private void requireUnsecure(WorkflowCommand command) {
    if (!policy.unsecureCommands()) {
      throw mistake(DISABLED.replace("%s", command.name()));
    }
  }

  private static String required(WorkflowCommand command, String property) {
    String value = command.property(property);
    if (value.isEmpty()) {
      throw mistake(
          "Required field '"
              + property
              + "' is missing in ##["
              + command.name().toLowerCase(Locale.ROOT)
              + "] command.");
    }
    return value;
  }

  private static SlipwayException mistake(String what) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, what);
  }
}
