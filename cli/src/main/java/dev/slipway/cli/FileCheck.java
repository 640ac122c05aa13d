package dev.slipway.cli;

import dev.slipway.deliver.Component;
import dev.slipway.deliver.Delivery;
import dev.slipway.deliver.EnvTemplates;
import dev.slipway.deliver.migrate.Migrations;
import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunnerSettings;
import dev.slipway.workflow.Action;
import dev.slipway.workflow.ActionReader;
import dev.slipway.workflow.Workflow;
import dev.slipway.workflow.WorkflowLookup;
import dev.slipway.workflow.WorkflowReader;
import dev.slipway.workflow.WorkflowRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files of a repository that Slipway reads, and reads them. */
final class FileCheck {
  private static final int DEEPEST_ACTION = 6;
  private static final String CONFIGURATION = "slipway.yaml";

  private final Session session;
  private final Path root;
  private final List<Path> used = new ArrayList<>();

  private final Map<Path, List<Problem>> migrations = new HashMap<>();
  private Delivery delivery = Delivery.NONE;

  /** The files of the repository the session is in, or of its directory when it is in none. */
  FileCheck(Session session) {
    this.session = session;
    this.root = DeliveryFile.rootOf(session);
  }

  /** All workflows, the repository's own actions and slipway.yaml, as far as they are there. */
  List<CheckedFile> all() {
    Deque<Path> files = new ArrayDeque<>(yaml(root.resolve(".github/workflows"), 1));
    yaml(root.resolve(".github"), DEEPEST_ACTION).stream()
        .filter(FileCheck::isAction)
        .forEach(files::add);
    for (String name : List.of("action.yml", "action.yaml", CONFIGURATION)) {
      if (Files.isRegularFile(root.resolve(name))) {
        files.add(root.resolve(name));
      }
    }
    Set<Path> seen = new HashSet<>();
    List<CheckedFile> checked = new ArrayList<>();
    while (!files.isEmpty()) {
      Path file = files.removeFirst();
      if (seen.add(file)) {
        checked.add(check(file));
        used.forEach(files::addLast);
        used.clear();
      }
    }
    return withTemplates(checked);
  }

  /** With the env.example of each component, and what they say about slipway.yaml. */
  private List<CheckedFile> withTemplates(List<CheckedFile> checked) {
    if (delivery.isEmpty()) {
      return checked;
    }
    EnvTemplates.Report report = new EnvTemplates(root, delivery).check();
    List<CheckedFile> all = new ArrayList<>();
    for (EnvTemplates.Checked template : report.templates()) {
      String name = session.relative(root.resolve(template.file()));
      all.add(
          new CheckedFile(name, CheckedFile.Kind.TEMPLATE, template.text(), template.problems()));
    }
    for (CheckedFile file : checked) {
      if (file.kind() == CheckedFile.Kind.CONFIGURATION) {
        List<Problem> problems = new ArrayList<>(file.problems());
        problems.addAll(report.settings());
        all.add(new CheckedFile(file.name(), file.kind(), file.text(), problems));
      } else {
        all.add(file);
      }
    }
    return all;
  }

  /** Reads one file as what its name and place say it is. */
  CheckedFile check(Path file) {
    String name = session.relative(file);
    byte[] bytes = bytes(file);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isAction(file)) {
      Parsed<Action> action = ActionReader.read(name, text);
      List<Problem> problems = new ArrayList<>(action.problems());
      action.value().ifPresent(read -> follow(LocalActions.of(read), problems));
      return new CheckedFile(name, CheckedFile.Kind.ACTION, text, problems);
    }
    if (file.endsWith(CONFIGURATION)) {
      List<Problem> problems = configuration(Document.read(name, bytes));
      return new CheckedFile(name, CheckedFile.Kind.CONFIGURATION, text, problems);
    }
    if (name.endsWith(".sql")) {
      return new CheckedFile(name, CheckedFile.Kind.MIGRATION, text, migration(file, name));
    }
    WorkflowLookup called = this::called;
    Parsed<Workflow> workflow = WorkflowReader.read(name, bytes, called);
    List<Problem> problems = new ArrayList<>(workflow.problems());
    workflow.value().ifPresent(read -> follow(LocalActions.of(read), problems));
    return new CheckedFile(name, CheckedFile.Kind.WORKFLOW, text, problems);
  }

  /**
   * Remembers the actions that are used; one that is not there may still be put there by a step.
   */
  private void follow(List<LocalActions.Use> uses, List<Problem> problems) {
    for (LocalActions.Use use : uses) {
      Path folder = root.resolve(use.folder()).normalize();
      Optional<Path> file =
          Stream.of("action.yml", "action.yaml")
              .map(folder::resolve)
              .filter(Files::isRegularFile)
              .findFirst();
      if (file.isPresent() && folder.startsWith(root)) {
        used.add(file.get());
      } else if (!Files.exists(folder.resolve("Dockerfile"))) {
        String message = "There is no action.yml in './" + use.folder() + "'";
        problems.add(
            Problem.warning(use.step().position(), "no-such-action", message)
                .withHint("fine if an earlier step puts it there; else it fails when it runs"));
      }
    }
  }

  /** Remembers the migrations of the databases. */
  private void followMigrations(List<Problem> problems) {
    for (Component component : delivery.components()) {
      if (component instanceof Component.Database database && database.migrations().isPresent()) {
        Path folder = root.resolve(database.migrations().get().folder()).normalize();
        List<Path> files = files(folder, ".sql", 1);
        used.addAll(files);
        if (files.isEmpty()) {
          problems.add(
              Problem.warning(
                  database.position(),
                  "no-migrations",
                  "There is no migration in '" + session.relative(folder) + "'"));
        }
      }
    }
  }

  /** A migration is judged by those before it, so its whole folder is read, once. */
  private List<Problem> migration(Path file, String name) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return List.of();
    }
    return migrations
        .computeIfAbsent(folder, read -> Migrations.of(read, session.relative(read)).problems())
        .stream()
        .filter(problem -> problem.position().file().equals(name))
        .toList();
  }

  /** Each room reads its own sections; a key that belongs to none is a mistake. */
  private List<Problem> configuration(Parsed<Document> document) {
    List<Problem> problems = new ArrayList<>(document.problems());
    if (document.value().isEmpty()) {
      return problems;
    }
    LocalDate today = LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC);
    problems.addAll(RunnerSettings.of(document.value().get(), today).problems());
    Parsed<Delivery> read = Delivery.of(document.value().get());
    problems.addAll(read.problems());
    delivery = read.value().orElse(Delivery.NONE);
    followMigrations(problems);
    if (document.value().get().root() instanceof Node.Mapping sections) {
      for (Node.Entry entry : sections.entries()) {
        unknownSection(entry.key()).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<Problem> unknownSection(Node key) {
    Set<String> known = new TreeSet<>(RunnerSettings.sections());
    known.addAll(Delivery.sections());
    if (!(key instanceof Node.Scalar name) || known.contains(name.text())) {
      return Optional.empty();
    }
    Problem problem =
        Problem.error(key.position(), "unknown-key", "Unknown section '" + name.text() + "'");
    String hint =
        Suggestions.closest(name.text(), known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("known here: " + String.join(", ", known));
    return Optional.of(problem.withHint(hint));
  }

  private Optional<WorkflowLookup.Source> called(WorkflowRef reference, String caller) {
    return switch (reference) {
      case WorkflowRef.Local local -> {
        Path file = root.resolve(local.path()).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
          yield Optional.empty();
        }
        String text = new String(bytes(file), StandardCharsets.UTF_8);
        yield Optional.of(new WorkflowLookup.Source(session.relative(file), text));
      }
      case WorkflowRef.Remote remote -> Optional.empty();
    };
  }

  private static boolean isAction(Path file) {
    String name = file.getFileName().toString();
    return name.equals("action.yml") || name.equals("action.yaml");
  }

  private static List<Path> yaml(Path folder, int depth) {
    List<Path> files = new ArrayList<>(files(folder, ".yml", depth));
    files.addAll(files(folder, ".yaml", depth));
    files.sort(null);
    return files;
  }

  private static List<Path> files(Path folder, String ending, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      return entries
          .filter(file -> file.toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.MACHINE, folder + ": cannot be read", unreadable);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, file + ": cannot be read", unreadable);
    }
  }
}
