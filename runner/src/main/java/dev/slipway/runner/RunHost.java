package dev.slipway.runner;

import dev.slipway.store.Journal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the runs of one server share: its journal, and what their jobs compete for. Safe for use by
 * any number of threads.
 */
public final class RunHost {
  private final Journal journal;
  private final Executor executor;
  private final JobSlots slots;
  private final Map<String, ConcurrencyGroups> groups;

  /**
   * A host whose jobs run as processes of this machine.
   *
   * @param journal takes the entries of all runs; must know {@link RunEventCodec}
   * @param mostJobs how many jobs run at the same time
   */
  public RunHost(Journal journal, int mostJobs) {
    this(journal, new HostExecutor(), new JobSlots(mostJobs), new ConcurrentHashMap<>());
  }

  private RunHost(
      Journal journal, Executor executor, JobSlots slots, Map<String, ConcurrencyGroups> groups) {
    this.journal = journal;
    this.executor = executor;
    this.slots = slots;
    this.groups = groups;
  }

  /** The same host, told of by another journal. */
  public RunHost telling(Journal other) {
    return new RunHost(other, executor, slots, groups);
  }

  Journal journal() {
    return journal;
  }

  Executor executor() {
    return executor;
  }

  JobSlots slots() {
    return slots;
  }

  /** The concurrency groups of a repository, which no other one shares. */
  ConcurrencyGroups groups(String repository) {
    return groups.computeIfAbsent(repository, each -> new ConcurrencyGroups());
  }
}
