package dev.slipway.workflow;

import java.util.Optional;

/** Supplies the text of the workflows that a workflow calls. */
@FunctionalInterface
public interface WorkflowLookup {
  /**
   * A workflow file.
   *
   * @param path how it is called in messages
   */
  record Source(String path, String text) {}

  /**
   * The file a call names; empty when it is not to be had.
   *
   * @param caller the path of the calling file
   */
  Optional<Source> find(WorkflowRef ref, String caller);
}
