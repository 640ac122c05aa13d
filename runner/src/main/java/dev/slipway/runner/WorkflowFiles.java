package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.Workflow;
import dev.slipway.workflow.WorkflowLookup;
import dev.slipway.workflow.WorkflowReader;
import dev.slipway.workflow.WorkflowRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The workflow files of a repository, as they stand in its working tree. */
public final class WorkflowFiles {
  /** Where they are, relative to the root of the repository. */
  public static final String FOLDER = ".github/workflows";

  private static final long LONGEST = 1024 * 1024;

  private final Path root;
  private final Map<String, String> texts = new LinkedHashMap<>();

  private WorkflowFiles(Path root) {
    this.root = root;
  }

  /** Reads the texts of all workflow files below the root of a repository. */
  public static WorkflowFiles of(Path root) {
    WorkflowFiles files = new WorkflowFiles(root);
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean isWorkflow = name.endsWith(".yml") || name.endsWith(".yaml");
        if (isWorkflow && isOwn(file, root)) {
          files.texts.put(FOLDER + "/" + name, text(file));
        }
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot read the workflows in " + folder + ": " + e.getMessage(), e);
    }
    return files;
  }

  // Who may change a repository must not make us read what is outside it.
  private static boolean isOwn(Path file, Path root) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    return !Files.isSymbolicLink(file) || file.toRealPath().startsWith(root.toRealPath());
  }

  private static String text(Path file) throws IOException {
    long length = Files.size(file);
    if (length > LONGEST) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT,
          file + " has " + length + " bytes; a workflow has at most " + LONGEST);
    }
    return Files.readString(file);
  }

  /**
   * Workflow files whose texts are at hand.
   *
   * @param root what they are said to be in
   * @param texts by path relative to the root
   */
  public static WorkflowFiles of(Path root, Map<String, String> texts) {
    WorkflowFiles files = new WorkflowFiles(root);
    new TreeMap<>(texts).forEach(files.texts::put);
    return files;
  }

  /** Paths relative to the root, sorted. */
  public List<String> paths() {
    return List.copyOf(texts.keySet());
  }

  /** The text of a file, for excerpts. */
  public String text(String path) {
    return texts.getOrDefault(path, "");
  }

  /** Reads one of the files. */
  public Parsed<Workflow> read(String path) {
    return WorkflowReader.read(path, text(path), this::called);
  }

  // Workflows called from the same repository are read from the same working tree.
  private Optional<WorkflowLookup.Source> called(WorkflowRef reference, String caller) {
    return reference instanceof WorkflowRef.Local local
        ? Optional.ofNullable(texts.get(local.path()))
            .map(text -> new WorkflowLookup.Source(local.path(), text))
        : Optional.empty();
  }

  /** The files that are meant by a path, a file name or a name of a workflow. */
  public List<String> select(List<String> wanted) {
    if (wanted.isEmpty()) {
      return paths();
    }
    List<String> selected = new ArrayList<>();
    for (String each : wanted) {
      String path = find(each);
      if (!selected.contains(path)) {
        selected.add(path);
      }
    }
    return selected;
  }

  private String find(String wanted) {
    for (String path : texts.keySet()) {
      String name = path.substring(FOLDER.length() + 1);
      if (path.equals(wanted)
          || name.equals(wanted)
          || name.equals(wanted + ".yml")
          || name.equals(wanted + ".yaml")) {
        return path;
      }
    }
    for (String path : texts.keySet()) {
      Optional<String> name = read(path).value().flatMap(Workflow::name);
      if (name.isPresent() && name.get().equals(wanted)) {
        return path;
      }
    }
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "no workflow '" + wanted + "' in " + root.resolve(FOLDER) + "; there are: " + paths());
  }

  /** Thrown to the user when a file cannot be used: all its problems with excerpts. */
  SlipwayException refused(String path, List<Problem> problems) {
    StringBuilder text = new StringBuilder("invalid workflow\n");
    for (Problem problem : problems) {
      text.append(problem.render(text(path)));
    }
    return new SlipwayException(ErrorCode.INVALID_DOCUMENT, text.toString().stripTrailing());
  }
}
