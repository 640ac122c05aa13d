package dev.slipway.runner;

import dev.slipway.machine.OutputSink;
import dev.slipway.machine.Owner;

/**
 * Where the commands of jobs run: on the host, in a sandbox, in a container, or nowhere (tests).
 * One executor serves any number of jobs at once.
 */
interface Executor {
  /**
   * Prepares a place for one job.
   *
   * @param owner of its processes; no other job's may be under the same one, since all of an
   *     owner's processes are killed when its job ends
   */
  Workbench open(Owner owner, JobSpace space);

  /**
   * The place of one job. Its commands run one after the other on the job's thread, those of
   * background steps beside them, so an implementation must be safe for several threads.
   */
  interface Workbench extends AutoCloseable {
    /**
     * Runs a command to its end and hands every byte it prints to {@code output} before it returns.
     *
     * @param stop stops the command in stages (SIGINT, SIGTERM, SIGKILL of the whole tree) when
     *     requested
     */
    Exit run(Exec exec, OutputSink output, Cancellation stop);

    /** The name of the operating system its commands see, as in {@code runner.os}. */
    String operatingSystem();

    /** The processor its commands see, as in {@code runner.arch}. */
    String architecture();

    /** Ends whatever the job left running. */
    @Override
    void close();
  }
}
