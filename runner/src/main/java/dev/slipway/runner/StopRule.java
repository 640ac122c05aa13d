package dev.slipway.runner;

import java.util.function.BooleanSupplier;

/**
 * When a job stops because its workflow is cancelled: GitHub decides its {@code if} again, and one
 * that still holds, such as {@code always()}, lets the job go on or even begin. A forced
 * cancellation ends it all the same.
 */
final class StopRule implements AutoCloseable {
  private final Cancellation own = new Cancellation();
  private final Cancellation.Registration asked;
  private final Cancellation.Registration forced;

  /**
   * @param workflow the cancellation of the job's workflow
   * @param holds decides the job's condition as it stands when asked
   */
  StopRule(Cancellation workflow, BooleanSupplier holds) {
    this.asked =
        workflow.onRequest(
            () -> {
              if (!holds.getAsBoolean()) {
                own.request(workflow.reason().orElse("cancelled"));
              }
            });
    this.forced = workflow.onForce(() -> own.force(workflow.reason().orElse("cancelled")));
  }

  /** The cancellation of the job. */
  Cancellation cancellation() {
    return own;
  }

  /** The job is over. */
  @Override
  public void close() {
    asked.close();
    forced.close();
  }
}
