package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.Lifetime;
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
import java.util.Optional;
import java.util.function.Consumer;

/** Everything that stands while a run is going on, taken down in reverse order when closed. */
final class RunSetup implements AutoCloseable {
  private static final Duration LONGEST_REAPING = Duration.ofSeconds(30);

  private final RunRequest request;
  private final LocalEvent event;
  private final RunPlace place;
  private final Optional<Journal> ownJournal;
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
      RunPlace place,
      Git git,
      Surroundings surroundings,
      Thread reaper) {
    this.request = request;
    this.reaper = reaper;
    this.gate = surroundings.gate();
    this.event = event;
    this.place = place;
    this.masker = new Masker();
    request.secrets().values().forEach(masker::add);
    this.ownJournal =
        surroundings.host().isPresent()
            ? Optional.empty()
            : Optional.of(ownJournal(place, surroundings));
    this.appender =
        new Appender(ownJournal.orElseGet(() -> surroundings.host().orElseThrow().journal()));
    this.lifetime = Lifetime.begin(UserFolders.state(System.getenv()), place.owner());
    this.workspaces = new PreparedWorkspaces(git, event.facts().fullName(), lifetime);
    this.machine = machine(request, event, surroundings);
    RunStores stores =
        RunStores.open(
            Toolchains.of(System.getenv()),
            request.options().strictToolchains(),
            CacheFolders.root(),
            event.facts().fullName(),
            cacheScope(event, place.savesCaches()),
            place.folder().resolve("artifacts"));
    this.keeping =
        new RunScope.Keeping(
            new LogStore(place.folder().resolve("logs"), surroundings.clock()),
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
   * @param host keeps the journal when the run is one of a server's
   */
  record Surroundings(
      Consumer<Entry> entries,
      LogListener lines,
      InstantSource clock,
      Executor executor,
      Gate gate,
      Optional<RunHost> host) {
    /** Those of a run that is on its own. */
    Surroundings(
        Consumer<Entry> entries,
        LogListener lines,
        InstantSource clock,
        Executor executor,
        Gate gate) {
      this(entries, lines, clock, executor, gate, Optional.empty());
    }

    /** Those of a run of a server. */
    static Surroundings of(RunHost host, LogListener lines, InstantSource clock, Gate gate) {
      return new Surroundings(entry -> {}, lines, clock, host.executor(), gate, Optional.of(host));
    }
  }

  static RunSetup open(
      RunRequest request, Git git, LocalEvent event, RunPlace place, Surroundings surroundings) {
    Thread reaper = Thread.ofVirtual().name("reaper").start(RunSetup::reap);
    Thread.ofVirtual().name("sweeper").start(() -> Reaper.sweep(CacheFolders.work()));
    try {
      Files.createDirectories(place.folder());
      if (surroundings.host().isEmpty()) {
        ignoreInGit(place.state());
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot create " + place.folder() + ": " + e.getMessage(), e);
    }
    return new RunSetup(request, event, place, git, surroundings, reaper);
  }

  private static Journal ownJournal(RunPlace place, Surroundings surroundings) {
    Journal journal =
        FileJournal.open(
            place.folder().resolve("journal.ndjson"),
            EventCodecs.of(new RunEventCodec()),
            surroundings.clock());
    journal.subscribe(surroundings.entries());
    return journal;
  }

  private static RunScope.Machine machine(
      RunRequest request, LocalEvent event, Surroundings surroundings) {
    Optional<RunHost> host = surroundings.host();
    return new RunScope.Machine(
        surroundings.executor(),
        Ports.ofMachine(),
        host.map(RunHost::slots).orElseGet(() -> new JobSlots(places(request.options()))),
        host.map(each -> each.groups(event.facts().fullName())).orElseGet(ConcurrencyGroups::new),
        new Deadlines());
  }

  // What cannot be removed now is left to the next run; this one has work to do.
  private static void reap() {
    try {
      Reaper.reap(UserFolders.state(System.getenv()));
    } catch (SlipwayException e) {
      // The records stay, and with them the next chance.
    }
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

  private static CacheScope cacheScope(LocalEvent event, boolean saves) {
    String base = event.event().baseRef().map(branch -> "refs/heads/" + branch).orElse("");
    String main = "refs/heads/" + event.facts().defaultBranch();
    return new CacheScope(List.of(event.event().ref(), base, main), !saves);
  }

  // Jobs mostly wait for disk and network, but each may start compilers of its own.
  private static int places(RunOptions options) {
    if (options.maxParallel() > 0) {
      return options.maxParallel();
    }
    return Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  }

  RunId id() {
    return place.id();
  }

  RunPlace place() {
    return place;
  }

  /** Where journal, logs and artifacts are. */
  Path folder() {
    return place.folder();
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
    environment.put("SLIPWAY_STATE", place.state().toString());
    environment.putAll(request.environment());
    environment.put("HOME", System.getProperty("user.home"));
    return new RunScope(
        run,
        place,
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
    try {
      try (appender) {
        workspaces.awaitCopies();
        lifetime.close();
        awaitReaper();
      }
    } finally {
      ownJournal.ifPresent(Journal::close);
    }
    if (ownJournal.isPresent()) {
      OldRuns.remove(place.folder().resolve("..").normalize(), request.options().keepRuns());
    }
  }
}
