package dev.slipway.cli;

import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands there are; a command's class is loaded when it is the one typed. */
enum CommandName {
  DEMO("watch a real application go through its pipeline here"),
  RUN("run the repository's workflows on this machine"),
  PLAN("say what an event would run, and why not the rest"),
  CHECK("find every mistake in workflows and slipway.yaml"),
  ENV("say what components read in an environment, and why"),
  SECRET("keep what only processes may know"),
  ROUTER("route requests to releases, switch them without a failed one"),
  BUILD("make a release of the project's components"),
  RELEASES("list what there is to deploy, and what is in it"),
  DIFF("say what one release changes against another"),
  LOGS("print what instances and databases print"),
  MIGRATE("bring the databases of an environment to what the files say"),
  DEPLOY("bring a release into an environment"),
  PROMOTE("go on with a deployment without waiting"),
  APPROVE("allow a deployment that waits"),
  REJECT("refuse a deployment that waits"),
  ROLLBACK("bring back what served before"),
  STATUS("say what serves where, and what is under way"),
  LOCK("keep others from deploying into an environment"),
  UNLOCK("open a locked environment again"),
  MAINTENANCE("show visitors a page instead of the application"),
  STOP("end the controller, or all that runs here"),
  SERVER("take pushes, run, deliver, and show it in web pages"),
  DOCTOR("say what is here, what is missing and how to get it"),
  CONTROLLER("carry out deployments; 'deploy' starts it"),
  CONFORMANCE("run a folder of GitHub's own test cases"),
  VERSION("print the version"),
  HELP("explain a command");

  private final String summary;

  CommandName(String summary) {
    this.summary = summary;
  }

  /** The command of that name; an unknown one is a usage error with a suggestion. */
  static CommandName named(String typed) {
    for (CommandName name : values()) {
      if (name.word().equals(typed)) {
        return name;
      }
    }
    String hint =
        Suggestions.closest(typed, words())
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; 'slipway help' lists the commands");
    throw new SlipwayException(ErrorCode.USAGE, "unknown command '" + typed + "'" + hint);
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(CommandName::word).toList();
  }

  /** What the user types. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line that says what it is for. */
  String summary() {
    return summary;
  }

  /** A new command; only its own classes are loaded. */
  Command create() {
    return switch (this) {
      case DEMO -> new DemoCommand();
      case RUN -> new RunCommand();
      case PLAN -> new PlanCommand();
      case CHECK -> new CheckCommand();
      case ENV -> new EnvCommand();
      case SECRET -> new SecretCommand();
      case ROUTER -> new RouterCommand();
      case BUILD -> new BuildCommand();
      case RELEASES -> new ReleasesCommand();
      case DIFF -> new DiffCommand();
      case LOGS -> new LogsCommand();
      case MIGRATE -> new MigrateCommand();
      case DEPLOY -> new DeployCommand();
      case PROMOTE -> new PromoteCommand();
      case APPROVE -> new AnswerCommand(true);
      case REJECT -> new AnswerCommand(false);
      case ROLLBACK -> new RollbackCommand();
      case STATUS -> new StatusCommand();
      case LOCK -> new LockCommand();
      case UNLOCK -> new UnlockCommand();
      case MAINTENANCE -> new MaintenanceCommand();
      case STOP -> new StopCommand();
      case CONTROLLER -> new ControllerCommand();
      case SERVER -> new ServerCommand();
      case DOCTOR -> new DoctorCommand();
      case CONFORMANCE -> new ConformanceCommand();
      case VERSION -> new VersionCommand();
      case HELP -> new HelpCommand();
    };
  }
}
