package dev.slipway.cli;

import dev.slipway.deliver.LogSource;
import dev.slipway.deliver.ProjectLogs;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Masker;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import dev.slipway.store.StoredSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code slipway logs}: what the instances and databases of environments print. */
final class LogsCommand implements Command {
  private static final int USUAL_LINES = 50;
  private static final String STATE = ".slipway";

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.LOGS,
        "[ENVIRONMENT] [COMPONENT]",
        2,
        "Prints the last lines of every instance and database that runs, each line with its name in"
            + " front; secrets are hidden. Needs no controller.",
        List.of(
            OptionGroup.of(
                "Which lines",
                OptionGroup.flag("go on with what is printed from now on", "-f", "--follow"),
                OptionGroup.value(
                    "N", "how many lines of each to begin with (default: 50)", "-n", "--lines"),
                OptionGroup.flag("also of instances that were stopped", "-a", "--all"))),
        List.of(
            new Syntax.Example("slipway logs", "the last lines of everything"),
            new Syntax.Example("slipway logs -f production api", "follow one component"),
            new Syntax.Example("slipway logs staging -n 0 -f", "only what comes from now on"),
            new Syntax.Example("slipway logs staging --all", "what ran before as well")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path state = state(session.directory());
    List<String> operands = arguments.operands();
    int lines = arguments.number("--lines", 0).orElse(USUAL_LINES);
    LogChoice choice = new LogChoice(at(operands, 0), at(operands, 1), arguments.has("--all"));
    ProjectLogs logs = new ProjectLogs(state);
    List<LogSource> sources = logs.sources();
    refuseUnknown(choice, sources);
    Map<String, Masker> maskers = new LinkedHashMap<>();
    Function<LogSource, Masker> masker =
        source ->
            maskers.computeIfAbsent(source.environment(), name -> masker(session, state, name));
    LogView view = new LogView(session.terminal(), logs, choice, masker);
    if (arguments.has("--follow")) {
      view.follow(lines);
    } else if (view.print(lines) == 0) {
      session.terminal().printError("slipway: nothing runs" + choice.place() + hint(choice) + "\n");
    }
    return 0;
  }

  private static String hint(LogChoice choice) {
    return choice.stopped() ? "" : "; --all shows what was stopped as well";
  }

  private static Optional<String> at(List<String> operands, int index) {
    return operands.stream().skip(index).findFirst();
  }

  private static Path state(Path directory) {
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(STATE))) {
        return folder.resolve(STATE);
      }
    }
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "nothing was deployed from "
            + directory
            + " or a folder above it; 'slipway deploy ENVIRONMENT' does");
  }

  private static void refuseUnknown(LogChoice choice, List<LogSource> sources) {
    refuseUnknown(
        "environment", choice.environment(), sources.stream().map(LogSource::environment).toList());
    refuseUnknown(
        "component",
        choice.component(),
        sources.stream()
            .filter(source -> choice.environment().map(source.environment()::equals).orElse(true))
            .map(LogSource::component)
            .toList());
  }

  private static void refuseUnknown(String kind, Optional<String> typed, List<String> names) {
    if (typed.isEmpty() || names.contains(typed.get())) {
      return;
    }
    String hint =
        Suggestions.closest(typed.get(), List.copyOf(new TreeSet<>(names)))
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("");
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "nothing of the " + kind + " '" + typed.get() + "' ever ran here" + hint);
  }

  /** Without the key nothing can be hidden, so nothing is shown. */
  private static Masker masker(Session session, Path state, String environment) {
    Optional<Secret> key = session.variable("SLIPWAY_KEY").map(Secret::of);
    Masker masker = new Masker();
    SecretStore.open(state, key, session.clock()).effective(environment).values().stream()
        .map(StoredSecret::value)
        .forEach(masker::add);
    return masker;
  }
}
