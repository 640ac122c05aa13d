package dev.slipway.cli;

import dev.slipway.document.Document;
import dev.slipway.document.Node;
import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.runner.RunnerSettings;
import dev.slipway.workflow.ActionReader;
import dev.slipway.workflow.WorkflowLookup;
import dev.slipway.workflow.WorkflowReader;
import dev.slipway.workflow.WorkflowRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files of a repository that Slipway reads, and reads them. */
final class FileCheck {
  private static final int DEEPEST_ACTION = 6;

  private final Session session;
  private final Path root;

  /** The files of the repository the session is in, or of its directory when it is in none. */
  FileCheck(Session session) {
    this.session = session;
    this.root = Git.find(session.directory()).map(Git::root).orElse(session.directory());
  }

  /** All workflows, all local actions and slipway.yaml, as far as they are there. */
  List<Path> all() {
    List<Path> files = new ArrayList<>(yaml(root.resolve(".github/workflows"), 1));
    for (Path file : yaml(root.resolve(".github"), DEEPEST_ACTION)) {
      if (isAction(file)) {
        files.add(file);
      }
    }
    for (String name : List.of("action.yml", "action.yaml", "slipway.yaml")) {
      if (Files.isRegularFile(root.resolve(name))) {
        files.add(root.resolve(name));
      }
    }
    return files;
  }

  /** Reads one file as what its name and place say it is. */
  CheckedFile check(Path file) {
    String name = session.relative(file);
    byte[] bytes = bytes(file);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isAction(file)) {
      List<Problem> problems = ActionReader.read(name, text).problems();
      return new CheckedFile(name, CheckedFile.Kind.ACTION, text, problems);
    }
    if (file.getFileName().toString().equals("slipway.yaml")) {
      List<Problem> problems = configuration(Document.read(name, bytes));
      return new CheckedFile(name, CheckedFile.Kind.CONFIGURATION, text, problems);
    }
    WorkflowLookup called = this::called;
    List<Problem> problems = WorkflowReader.read(name, bytes, called).problems();
    return new CheckedFile(name, CheckedFile.Kind.WORKFLOW, text, problems);
  }

  /** Each room reads its own sections; a key that belongs to none is a mistake. */
  private List<Problem> configuration(Parsed<Document> document) {
    List<Problem> problems = new ArrayList<>(document.problems());
    if (document.value().isEmpty()) {
      return problems;
    }
    LocalDate today = LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC);
    problems.addAll(RunnerSettings.of(document.value().get(), today).problems());
    if (document.value().get().root() instanceof Node.Mapping sections) {
      for (Node.Entry entry : sections.entries()) {
        unknownSection(entry.key()).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<Problem> unknownSection(Node key) {
    if (!(key instanceof Node.Scalar name) || RunnerSettings.sections().contains(name.text())) {
      return Optional.empty();
    }
    Problem problem =
        Problem.error(key.position(), "unknown-key", "Unknown section '" + name.text() + "'");
    String known = String.join(", ", new TreeSet<>(RunnerSettings.sections()));
    String hint =
        Suggestions.closest(name.text(), RunnerSettings.sections())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("known here: " + known);
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
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      return entries
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
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
