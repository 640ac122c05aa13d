package dev.slipway.runner;

import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import dev.slipway.machine.Stop;
import dev.slipway.machine.UserFolders;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A repository whose workflows run on this machine, and what came of it. */
final class HostRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEAD =
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
      """;

  final Cancellation cancellation = new Cancellation();
  final List<RunEvent> events = new CopyOnWriteArrayList<>();
  final Path repository;

  private final Map<String, List<String>> lines = new ConcurrentHashMap<>();
  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final Set<Path> folders = new LinkedHashSet<>();

  HostRun(Path root) throws IOException {
    repository = Files.createDirectories(root.resolve("repo"));
  }

  HostRun file(String path, String content) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  HostRun secret(String name, String value) {
    secrets.put(name, Secret.of(value));
    return this;
  }

  /** Runs these steps as the one job {@code build}. */
  Run.Result steps(String steps) throws IOException {
    return workflow(HEAD + steps.indent(6));
  }

  /** Runs a workflow to its end. */
  Run.Result workflow(String text) throws IOException {
    return start(text).join();
  }

  /** Starts a workflow. */
  CompletableFuture<Run.Result> start(String text) throws IOException {
    file(".github/workflows/host.yml", text);
    Git.initialise(repository, "main")
        .commitAll("first", new Person("Test", "test@example.com"), Instant.EPOCH);
    Run run = Run.prepare(request(), InstantSource.system());
    RunSetup.Surroundings surroundings =
        new RunSetup.Surroundings(
            entry -> {
              if (entry.event() instanceof RunEvent event) {
                events.add(event);
              }
            },
            (job, step, line) ->
                lines.computeIfAbsent(key(job.value(), step), all -> newList()).add(line),
            InstantSource.system(),
            new HostExecutor(new Stop(Duration.ofMillis(600), Duration.ofMillis(600))),
            Gate.OPEN);
    return CompletableFuture.supplyAsync(() -> run.execute(surroundings, cancellation));
  }

  private RunRequest request() {
    RunRequest push = RunRequest.push(repository);
    return new RunRequest(
        push.folder(),
        push.event(),
        push.payload(),
        push.workflows(),
        push.jobs(),
        push.inputs(),
        secrets,
        push.variables(),
        push.cells(),
        push.environment(),
        push.options());
  }

  private static List<String> newList() {
    return new CopyOnWriteArrayList<>();
  }

  private static String key(String job, int step) {
    return job + "/" + step;
  }

  /** Waits until a step has printed a line. */
  void awaitLine(String line) throws InterruptedException {
    Eventually.holds(
        PATIENCE,
        "a step prints '" + line + "'",
        () -> lines.values().stream().anyMatch(all -> all.contains(line)));
  }

  /** What a step printed, without the head that says what is run. */
  List<String> printed(String job, int step) {
    List<String> all = lines.getOrDefault(key(job, step), List.of());
    int head = all.indexOf("##[endgroup]");
    boolean hasHead = !all.isEmpty() && all.getFirst().startsWith("##[group]Run ");
    return hasHead ? all.subList(head + 1, all.size()) : all;
  }

  /** What a step of the one job printed. */
  List<String> printed(int step) {
    return printed("build", step);
  }

  RunEvent.StepFinished step(String job, int number) {
    return only(
        RunEvent.StepFinished.class,
        step -> step.job().value().equals(job) && step.number() == number);
  }

  RunEvent.StepFinished step(int number) {
    return step("build", number);
  }

  RunEvent.JobFinished job(String key) {
    return only(RunEvent.JobFinished.class, job -> job.job().value().equals(key));
  }

  List<Annotation> annotations() {
    return events.stream()
        .filter(RunEvent.Annotated.class::isInstance)
        .map(event -> ((RunEvent.Annotated) event).annotation())
        .toList();
  }

  private <T extends RunEvent> T only(
      Class<T> type, java.util.function.Predicate<? super T> wanted) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such " + type.getSimpleName() + ": " + events));
  }

  /** The bytes of a step's log as they lie on the disk. */
  byte[] log(Run.Result result, int step) throws IOException {
    String id = only(RunEvent.StepStarted.class, started -> started.number() == step).log();
    LogStore logs = new LogStore(result.folder().resolve("logs"), InstantSource.system());
    return Files.readAllBytes(logs.file(new LogId(id)));
  }

  /** Processes that carry the mark of the run, as {@code PID COMMAND}. */
  List<String> processes() throws IOException {
    return OwnedProcesses.of(id());
  }

  private String id() {
    return only(RunEvent.RunStarted.class, started -> true).run().value();
  }

  /** Folders of the run that are there, those of earlier questions included. */
  List<Path> folders() throws IOException {
    Path records = UserFolders.state(System.getenv()).resolve("owners");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(records, "*.owner")) {
      for (Path file : files) {
        addFolders(text(file));
      }
    }
    return folders.stream().filter(Files::exists).toList();
  }

  private void addFolders(List<String> record) {
    if (record.stream().noneMatch(line -> line.startsWith("marker ") && line.contains(id()))) {
      return;
    }
    for (String line : record) {
      if (line.startsWith("folder ") || line.startsWith("database ")) {
        folders.add(Path.of(line.substring(line.indexOf(' ') + 1)));
      }
    }
  }

  private static List<String> text(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      // Its lifetime has ended meanwhile.
      return List.of();
    }
  }

  @Override
  public void close() {
    cancellation.force("the test is over");
  }
}
