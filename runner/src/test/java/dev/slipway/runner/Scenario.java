package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import dev.slipway.store.Entry;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One golden scenario: a workflow, run over a {@link DummyExecutor}, and all that came of it as
 * text.
 *
 * <p>Comments at the head of the file say how it is run: {@code # event: NAME}, {@code # job: ID},
 * {@code # input: K=V}, {@code # secret: K=V}, {@code # var: K=V}, {@code # matrix: K=V}, {@code #
 * payload: JSON}, {@code # action: OWNER/NAME=FOLDER}. A line {@code --- PATH} starts another file
 * of the repository.
 */
final class Scenario {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final String text;
  private final Path folder;

  Scenario(String text, Path folder) {
    this.text = text;
    this.folder = folder.resolve("repo");
  }

  /** Runs it and tells how every job and step ended and what each step printed. */
  String run() throws IOException {
    writeFiles();
    Git.initialise(folder, "main").commitAll("first", new Person("Test", "test@example.com"), NOW);
    Cancellation cancellation = new Cancellation();
    DummyExecutor executor = new DummyExecutor(cancellation);
    List<RunEvent> events = new CopyOnWriteArrayList<>();
    Map<String, List<String>> lines = new ConcurrentHashMap<>();
    RunSetup.Surroundings surroundings =
        new RunSetup.Surroundings(
            entry -> keep(entry, events, executor),
            (job, step, line) ->
                lines
                    .computeIfAbsent(job + "/" + step, key -> new CopyOnWriteArrayList<>())
                    .add(line),
            InstantSource.system(),
            executor,
            Gate.OPEN);
    try {
      Run.prepare(request(), InstantSource.system()).execute(surroundings, cancellation);
    } catch (SlipwayException e) {
      return ("refused: " + e.getMessage() + "\n").replace(folder.toString(), "REPO");
    }
    return new Transcript(folder, events, lines, executor.places()).text();
  }

  private static void keep(Entry entry, List<RunEvent> events, DummyExecutor executor) {
    if (entry.event() instanceof RunEvent event) {
      events.add(event);
      executor.hear(event);
    }
  }

  private void writeFiles() throws IOException {
    String path = ".github/workflows/scenario.yml";
    StringBuilder content = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("--- ")) {
        write(path, content.toString());
        path = line.substring("--- ".length()).strip();
        content.setLength(0);
      } else {
        content.append(line).append('\n');
      }
    }
    write(path, content.toString());
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private RunRequest request() throws IOException {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    pairs("secret").forEach((name, value) -> secrets.put(name, Secret.of(value)));
    List<String> events = values("event");
    return new RunRequest(
        folder,
        events.isEmpty() ? "push" : events.getFirst(),
        payload(),
        List.of(),
        values("job"),
        pairs("input"),
        secrets,
        pairs("var"),
        pairs("matrix"),
        Map.of(),
        options());
  }

  private Optional<Path> payload() throws IOException {
    List<String> given = values("payload");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Files.writeString(folder.resolveSibling("event.json"), given.getFirst()));
  }

  private RunOptions options() {
    Map<String, Path> actions = new LinkedHashMap<>();
    pairs("action").forEach((name, place) -> actions.put(name, folder.resolve(place)));
    return new RunOptions(0, false, false, true, values("debug").contains("on"), actions);
  }

  private Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : values(name)) {
      int equals = value.indexOf('=');
      pairs.put(value.substring(0, equals), value.substring(equals + 1));
    }
    return pairs;
  }

  private List<String> values(String name) {
    String head = "# " + name + ": ";
    List<String> values = new ArrayList<>();
    text.lines()
        .takeWhile(line -> line.startsWith("#"))
        .filter(line -> line.startsWith(head))
        .forEach(line -> values.add(line.substring(head.length()).strip()));
    return values;
  }
}
