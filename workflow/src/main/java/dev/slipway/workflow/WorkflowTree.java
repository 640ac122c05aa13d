package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/**
 * A workflow, the templates it was made of, and what its jobs call.
 *
 * @param called for each job of the workflow the tree it calls, if any
 */
record WorkflowTree(Template.Mapping root, Workflow workflow, List<Optional<WorkflowTree>> called) {
  WorkflowTree {
    called = List.copyOf(called);
  }
}
