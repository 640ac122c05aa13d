package dev.slipway.runner;

import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.JobId;
import dev.slipway.workflow.MatrixCell;
import dev.slipway.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow while it runs: the one that was triggered, or one that a job calls.
 *
 * @param caller the job that calls it; empty for the one that was triggered
 * @param jobs those that take part: all, or the selected ones with what they need
 * @param contexts {@code github}, {@code vars}, {@code secrets} and {@code inputs}
 * @param cells values a matrix cell must have to be run, by the name of the vector
 */
record WorkflowScope(
    Workflow workflow,
    Optional<JobKey> caller,
    List<Job> jobs,
    Contexts contexts,
    Map<String, String> cells,
    Recorder recorder,
    Cancellation cancellation) {
  WorkflowScope {
    jobs = List.copyOf(jobs);
    cells = Map.copyOf(cells);
  }

  /** The key of one of its jobs. */
  JobKey key(JobId id) {
    return caller.map(key -> key.child(id.value())).orElseGet(() -> new JobKey(id.value()));
  }

  String path() {
    return workflow.path();
  }

  /** Whether a cell is among those the user asked for. */
  boolean wants(MatrixCell cell) {
    return cell.matrix().isEmpty()
        || cells.entrySet().stream()
            .allMatch(
                wanted ->
                    !cell.matrix().get().has(wanted.getKey())
                        || cell.matrix()
                            .get()
                            .get(wanted.getKey())
                            .text()
                            .equalsIgnoreCase(wanted.getValue()));
  }

  /** The scope of a workflow that one of its jobs calls. */
  WorkflowScope called(Workflow called, JobKey by, Contexts own, Cancellation stop) {
    return new WorkflowScope(called, Optional.of(by), called.jobs(), own, Map.of(), recorder, stop);
  }
}
