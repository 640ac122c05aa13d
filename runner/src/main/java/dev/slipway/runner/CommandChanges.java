package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The workflow commands that change the job: outputs, state, environment, PATH and problem
 * matchers. For one thread.
 */
final class CommandChanges {
  private static final String DEPRECATED =
      "The `%s` command is deprecated and will be disabled soon. Please upgrade to using"
          + " Environment Files. For more information see:"
          + " https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/";
  private static final String DISABLED =
      "The `%s` command is disabled. Please upgrade to using Environment Files or opt into unsecure"
          + " command execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment"
          + " variable to `true`. For more information see:"
          + " https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/";
  private final OutputScope scope;
  private final CommandPolicy policy;
  private final StepLog log;

  CommandChanges(OutputScope scope, CommandPolicy policy, StepLog log) {
    this.scope = scope;
    this.policy = policy;
    this.log = log;
  }

  /**
   * Makes the change that a command asks for.
   *
   * @param name of the command, in lower case
   * @throws SlipwayException when it cannot be made
   */
  void make(String name, WorkflowCommand command) {
    switch (name) {
      case "set-output" -> setOutput(command);
      case "save-state" -> saveState(command);
      case "set-env" -> setEnvironment(command);
      case "add-path" -> addPath(command);
      case "add-matcher" -> addMatcher(command.data());
      case "remove-matcher" -> removeMatcher(command);
      default -> throw new SlipwayException(ErrorCode.INTERNAL, "No way to obey ::" + name + "::");
    }
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
    List<MatcherDefinition> definitions = MatcherFile.read(inWorkspace(file));
    if (definitions.isEmpty()) {
      return;
    }
    scope.matchers().add(definitions);
    String owners =
        definitions.stream()
            .map(each -> "'" + each.owner() + "'")
            .collect(Collectors.joining(", "));
    log.debug(
        "Added matchers: "
            + owners
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
