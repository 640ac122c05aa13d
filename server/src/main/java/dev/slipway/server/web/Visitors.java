package dev.slipway.server.web;

import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.DeploymentState;
import dev.slipway.deliver.JobQuestions;
import dev.slipway.server.git.HostedRepository;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of the server the one who asks may see. Safe for use by many threads. */
final class Visitors {
  private final Sources sources;

  Visitors(Sources sources) {
    this.sources = sources;
  }

  /** A deployment and the repository it belongs to. */
  record Waiting(RepositoryId repository, Deployment deployment) {}

  /** The repositories that somebody sees, by name. */
  List<HostedRepository> repositories(Caller caller) {
    return sources.repositories().list().stream()
        .filter(each -> caller.sees(place(each.id())))
        .toList();
  }

  static Place place(RepositoryId id) {
    return new Place.Repository(id.owner(), id.name());
  }

  /** The names of the repositories that somebody sees; empty when it is all there are. */
  Optional<Set<String>> limit(Caller caller) {
    if (caller.sees(Place.server())) {
      return Optional.empty();
    }
    return Optional.of(
        repositories(caller).stream()
            .map(each -> each.id().toString())
            .collect(Collectors.toSet()));
  }

  /** The deployments that wait for a yes or no and may be answered by somebody. */
  List<Waiting> waiting(Caller caller) {
    return repositories(caller).stream()
        .flatMap(
            repository ->
                sources.deliveries().of(repository.id()).stream()
                    .flatMap(delivered -> delivered.controller().deployments().stream())
                    .filter(each -> each.state() == DeploymentState.AWAITING_APPROVAL)
                    .filter(each -> mayAnswer(caller, repository.id(), each.plan().environment()))
                    .map(each -> new Waiting(repository.id(), each)))
        .toList();
  }

  /** The jobs that wait to enter an environment and may be answered by somebody. */
  List<WaitingJob> jobs(Caller caller) {
    return repositories(caller).stream()
        .flatMap(
            repository ->
                sources.deliveries().of(repository.id()).stream()
                    .map(delivered -> new JobQuestions(delivered.project().stateFolder()))
                    .flatMap(questions -> questions.open().stream())
                    .filter(each -> mayAnswer(caller, repository.id(), each.environment()))
                    .map(each -> new WaitingJob(repository.id(), each)))
        .toList();
  }

  private static boolean mayAnswer(Caller caller, RepositoryId id, String environment) {
    return caller.may(Role.APPROVER, new Place.Environment(id.owner(), id.name(), environment));
  }

  /** Who asks, as the frame of a page shows them. */
  Viewer viewer(Request request) {
    Caller caller = request.caller();
    if (!caller.isSignedIn()) {
      return new Viewer("", false, 0, request.csrf());
    }
    boolean admin = caller.may(Role.ADMIN, Place.server());
    int waiting = waiting(caller).size() + jobs(caller).size();
    return new Viewer(caller.name(), admin, waiting, request.csrf());
  }
}
