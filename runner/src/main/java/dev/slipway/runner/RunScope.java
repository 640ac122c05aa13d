package dev.slipway.runner;

import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Ports;
import dev.slipway.runner.action.RunStores;
import dev.slipway.runner.action.WorkspaceSource;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.Masker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all jobs of a run share. Everything in it is immutable or safe for several threads.
 *
 * @param place which run it is; those of one command share it
 * @param repository the folder of the repository the run is for
 * @param name of the repository without its owner
 * @param machine where jobs run
 * @param keeping what outlives the jobs and the run
 * @param lifetime ends when the run ends, and everything of its jobs with it
 * @param environment what jobs inherit from the machine
 */
record RunScope(
    RunId id,
    RunPlace place,
    Path repository,
    String name,
    Recorder recorder,
    Machine machine,
    Keeping keeping,
    Gate gate,
    Lifetime lifetime,
    Map<String, String> environment,
    RunOptions options) {
  RunScope {
    environment = Map.copyOf(environment);
  }

  /** The name of a log of a job. */
  LogId log(JobKey job, String part) {
    return place
        .logFolder()
        .map(folder -> LogId.of(id.value(), folder, job.fileName(), part))
        .orElseGet(() -> LogId.of(id.value(), job.fileName(), part));
  }

  /** Where jobs run, and what they compete for. */
  record Machine(
      Executor executor,
      Ports ports,
      JobSlots slots,
      ConcurrencyGroups groups,
      Deadlines deadlines) {}

  /** What outlives a job. */
  record Keeping(
      LogStore logs,
      Masker masker,
      RunStores stores,
      WorkspaceSource source,
      Path toolCache,
      LogListener listener,
      InstantSource clock) {}
}
