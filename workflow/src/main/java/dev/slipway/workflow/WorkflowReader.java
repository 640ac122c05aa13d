package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import java.util.Optional;

/**
 * Reads workflow files: text in, the workflow or all that is wrong with it out. Stateless; never
 * throws for what a file holds.
 */
public final class WorkflowReader {
  private static final WorkflowLookup NOTHING = (ref, caller) -> Optional.empty();

  private WorkflowReader() {}

  /**
   * Reads a workflow and the workflows it calls.
   *
   * @param path how the file is called, such as {@code .github/workflows/ci.yml}
   * @param lookup supplies called workflows; a local one it cannot supply is an error
   */
  public static Parsed<Workflow> read(String path, String text, WorkflowLookup lookup) {
    WorkflowLoader loader = new WorkflowLoader(Rules.DEFAULT, lookup);
    return parsed(loader, loader.load(path, text));
  }

  /** As {@link #read(String, String, WorkflowLookup)}, of bytes that have to be UTF-8. */
  public static Parsed<Workflow> read(String path, byte[] bytes, WorkflowLookup lookup) {
    WorkflowLoader loader = new WorkflowLoader(Rules.DEFAULT, lookup);
    return parsed(loader, loader.load(path, bytes));
  }

  /** Reads one workflow; those it calls are not looked at. */
  public static Parsed<Workflow> read(String path, String text) {
    WorkflowLoader loader = new WorkflowLoader(Rules.DEFAULT.withoutCalls(), NOTHING);
    return parsed(loader, loader.load(path, text));
  }

  private static Parsed<Workflow> parsed(WorkflowLoader loader, Optional<WorkflowTree> tree) {
    if (tree.isEmpty()) {
      return Parsed.failed(loader.findings().problems());
    }
    return Parsed.of(tree.get().workflow(), loader.findings().problems());
  }
}
