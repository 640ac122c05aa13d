package dev.slipway.cli;

import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.workflow.WorkflowLookup;
import dev.slipway.workflow.WorkflowReader;
import dev.slipway.workflow.WorkflowRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    WorkflowLookup called = this::called;
    List<Problem> problems = WorkflowReader.read(name, bytes, called).problems();
    return new CheckedFile(name, CheckedFile.Kind.WORKFLOW, text, problems);
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
