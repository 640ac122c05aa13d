package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
import dev.slipway.machine.Owner;
import dev.slipway.machine.Ports;
import dev.slipway.machine.Reaper;
import dev.slipway.machine.ToolHome;
import dev.slipway.machine.Toolchains;
import dev.slipway.machine.UserFolders;
import dev.slipway.runner.action.CacheScope;
import dev.slipway.runner.action.RunStores;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.store.Journal;
import dev.slipway.store.LogStore;
import dev.slipway.store.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything that stands while a run is going on, taken down in reverse order when closed. */
final class RunSetup implements AutoCloseable {
  private static final Duration LONGEST_REAPING = Duration.ofSeconds(30);

  private final RunRequest request;
  private final LocalEvent event;
  private final RunId id;
  private final Path folder;
  private final Journal journal;
  private final Appender appender;
  private final Masker masker;
  private final Lifetime lifetime;
  private final PreparedWorkspaces workspaces;
  private final RunScope.Machine machine;
  private final RunScope.Keeping keeping;
  private final Thread reaper;
  private final Gate gate;

  private RunSetup(
      RunRequest request,
      LocalEvent event,
      RunId id,
      Path folder,
      Git git,
      Surroundings surroundings,
      Thread reaper) {
    this.request = request;
    this.reaper = reaper;
    this.gate = surroundings.gate();
    this.event = event;
    this.id = id;
    this.folder = folder;
    this.masker = new Masker();
    request.secrets().values().forEach(masker::add);
    this.journal =
        FileJournal.open(
            folder.resolve("journal.ndjson"),
            EventCodecs.of(new RunEventCodec()),
            surroundings.clock());
    journal.subscribe(surroundings.entries());
    this.appender = new Appender(journal);
    this.lifetime =
        Lifetime.begin(UserFolders.state(System.getenv()), new Owner(Owner.Kind.RUN, id.value()));
    this.workspaces = new PreparedWorkspaces(git, event.facts().fullName(), lifetime);
    this.machine =
        new RunScope.Machine(
            surroundings.executor(),
            Ports.ofMachine(),
            new JobSlots(places(request.options())),
            new ConcurrencyGroups(),
            new Deadlines());
    RunStores stores =
        RunStores.open(
            Toolchains.of(System.getenv()),
            request.options().strictToolchains(),
            CacheFolders.root(),
            event.facts().fullName(),
            cacheScope(event),
            folder.resolve("artifacts"));
    this.keeping =
        new RunScope.Keeping(
            new LogStore(folder.resolve("logs"), surroundings.clock()),
            masker,
            stores,
            workspaces,
            CacheFolders.tools(),
            surroundings.lines(),
            surroundings.clock());
  }

  /**
   * Who hears of the run, what time it is, and where its commands run.
   *
   * @param executor runs the commands of all jobs
   * @param gate is asked before a job enters an environment
   */
  record Surroundings(
      Consumer<Entry> entries,
      LogListener lines,
      InstantSource clock,
      Executor executor,
      Gate gate) {}

  static RunSetup open(
      RunRequest request, Git git, LocalEvent event, RunId id, Surroundings surroundings) {
    Thread reaper = Thread.ofVirtual().name("reaper").start(RunSetup::reap);
    Thread.ofVirtual().name("sweeper").start(() -> Reaper.sweep(CacheFolders.work()));
    Path folder = folder(git, id);
    try {
      Files.createDirectories(folder);
      ignoreInGit(git.root().resolve(".slipway"));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot create " + folder + ": " + e.getMessage(), e);
    }
    return new RunSetup(request, event, id, folder, git, surroundings, reaper);
  }

  // What cannot be removed now is left to the next run; this one has work to do.
  private static void reap() {
    try {
      Reaper.reap(UserFolders.state(System.getenv()));
    } catch (SlipwayException e) {
      // The records stay, and with them the next chance.
    }
  }

  /** Where the journal, the logs and the artifacts of a run are. */
  static Path folder(Git git, RunId id) {
    return git.root().resolve(".slipway").resolve("runs").resolve(id.value());
  }

  /** Ends everything that was started, at once. */
  void kill() {
    workspaces.awaitCopies();
    lifetime.close();
  }

  private static void ignoreInGit(Path state) throws IOException {
    Path ignore = state.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
  }

  private static CacheScope cacheScope(LocalEvent event) {
    String base = event.event().baseRef().map(branch -> "refs/heads/" + branch).orElse("");
    String main = "refs/heads/" + event.facts().defaultBranch();
    return new CacheScope(List.of(event.event().ref(), base, main), false);
  }

  // Jobs mostly wait for disk and network, but each may start compilers of its own.
  private static int places(RunOptions options) {
    if (options.maxParallel() > 0) {
      return options.maxParallel();
    }
    return Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  }

  RunId id() {
    return id;
  }

  /** Where journal, logs and artifacts are. */
  Path folder() {
    return folder;
  }

  LocalEvent event() {
    return event;
  }

  RunRequest request() {
    return request;
  }

  PreparedWorkspaces workspaces() {
    return workspaces;
  }

  /** What the jobs of one workflow share. */
  RunScope scope(RunId run) {
    Map<String, String> environment = ToolHome.inherited(System.getenv());
    // A job works in a copy; a release it builds belongs to the project itself.
    environment.put("SLIPWAY_STATE", folder.resolve("../..").normalize().toString());
    environment.putAll(request.environment());
    environment.put("HOME", System.getProperty("user.home"));
    return new RunScope(
        run,
        workspaces.repository(),
        event.facts().name(),
        recorder(run),
        machine,
        keeping,
        gate,
        lifetime,
        new HashMap<>(environment),
        request.options());
  }

  Recorder recorder(RunId run) {
    return new Recorder(appender, event.facts().actor(), run);
  }

  // A short run must not end the program while it still removes what an earlier one left.
  private void awaitReaper() {
    try {
      reaper.join(LONGEST_REAPING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try (journal;
        appender) {
      workspaces.awaitCopies();
      lifetime.close();
      awaitReaper();
    }
    OldRuns.remove(folder.resolve("..").normalize(), request.options().keepRuns());
  }
}
