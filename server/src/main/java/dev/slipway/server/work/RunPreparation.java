package dev.slipway.server.work;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Folders;
import dev.slipway.machine.Git;
import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Gate;
import dev.slipway.runner.HostedRun;
import dev.slipway.runner.Run;
import dev.slipway.runner.RunOptions;
import dev.slipway.runner.RunRequest;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.queue.QueueItem;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.store.Secret;
import dev.slipway.workflow.EventPayloads;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.TriggerEvent;
import dev.slipway.workflow.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a run of what was ordered: a checkout of its commit, its event, its secrets. Thread-safe.
 */
public final class RunPreparation {
  private static final String BRANCHES = "refs/heads/";

  private final Repositories repositories;
  private final Orders orders;
  private final RunSettings settings;
  private final WorkFolders folders;
  private final InstantSource clock;

  /** Prepares runs for commits of these repositories. */
  public RunPreparation(
      Repositories repositories,
      Orders orders,
      RunSettings settings,
      WorkFolders folders,
      InstantSource clock) {
    this.repositories = repositories;
    this.orders = orders;
    this.settings = settings;
    this.folders = folders;
    this.clock = clock;
  }

  /**
   * A run that is ready to be executed.
   *
   * @param gate asks whether its jobs may enter environments
   * @param checkout removed when this is closed
   */
  record Prepared(Run run, Gate gate, Path checkout) implements AutoCloseable {
    @Override
    public void close() {
      remove(checkout);
    }
  }

  /** Removes all checkouts, which only belong to running runs, as when the server starts. */
  void removeCheckouts() {
    remove(folders.checkouts());
  }

  /**
   * Prepares an attempt of a run.
   *
   * @throws SlipwayException INVALID_DOCUMENT when the workflow has errors, NOT_FOUND when its
   *     commit is gone
   */
  Prepared prepare(QueueItem item) {
    RunOrder order = item.order();
    RepositoryId id = RepositoryId.parse(order.repository());
    RunOrder.Source source = order.source();
    RepositoryFacts facts = orders.facts(id, source.ref(), source.sha(), source.actor());
    Path checkout = folders.checkouts().resolve(item.id() + "-" + item.attempt());
    remove(checkout);
    remove(folders.run(item.id()).resolve("artifacts"));
    try {
      Files.createDirectories(folders.checkouts());
      Git.checkOut(repositories.folder(id), source.sha(), branch(source.ref()), checkout);
      Run run = Run.prepare(request(order, id, checkout), hosted(item, id, facts), clock);
      return new Prepared(run, gate(order, id), checkout);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "cannot make " + folders.checkouts() + ": " + e.getMessage(), e);
    } catch (SlipwayException e) {
      remove(checkout);
      throw e;
    }
  }

  private static Optional<String> branch(String ref) {
    return ref.startsWith(BRANCHES)
        ? Optional.of(ref.substring(BRANCHES.length()))
        : Optional.empty();
  }

  private HostedRun hosted(QueueItem item, RepositoryId id, RepositoryFacts facts) {
    return new HostedRun(
        item.id(),
        item.attempt(),
        item.number(),
        facts,
        event(item.order().source(), facts),
        folders.run(item.id()),
        folders.project(id).resolve(".slipway"),
        item.order().placement().trusted());
  }

  private static TriggerEvent event(RunOrder.Source source, RepositoryFacts facts) {
    try {
      if (Value.parseJson(source.payload()) instanceof ObjectValue payload) {
        TriggerEvent given = new EventPayloads(facts).given(source.event(), payload);
        TriggerEvent event =
            new TriggerEvent(
                given.name(),
                given.activity(),
                source.ref(),
                given.baseRef(),
                given.changedPaths(),
                payload,
                source.inputs());
        return event;
      }
    } catch (ExpressionException e) {
      throw new SlipwayException(
          ErrorCode.CORRUPT, "the payload of the event is no JSON: " + e.getMessage(), e);
    }
    throw new SlipwayException(ErrorCode.CORRUPT, "the payload of the event is no JSON object");
  }

  private RunRequest request(RunOrder order, RepositoryId id, Path checkout) {
    boolean trusted = order.placement().trusted();
    Map<String, Secret> secrets = trusted ? settings.secrets(id) : Map.of();
    return new RunRequest(
        checkout,
        order.source().event(),
        Optional.empty(),
        List.of(order.workflow().path()),
        List.of(),
        Map.of(),
        secrets,
        settings.variables(id),
        Map.of(),
        settings.environment(id, order.source().actor()),
        RunOptions.DEFAULT);
  }

  private Gate gate(RunOrder order, RepositoryId id) {
    return order.placement().trusted() ? settings.gate(id) : RunPreparation::refuse;
  }

  private static Gate.Answer refuse(Gate.Request request, Cancellation cancellation) {
    return new Gate.Answer.Refused(
        "a run for a stranger's change enters no environment, and "
            + request.environment()
            + " is one");
  }

  private static void remove(Path folder) {
    try {
      if (Files.exists(folder)) {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      WorkLog.warn("cannot remove " + folder, e);
    }
  }
}
