package dev.slipway.server.web;

import dev.slipway.deliver.Controller;
import dev.slipway.deliver.Deployment;
import dev.slipway.deliver.DeploymentId;
import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.build.Release;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.http.EventSink;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The pages of environments, deployments and releases, and what people decide there. */
final class PlaceRoutes {
  private static final int SHOWN = 30;
  private static final String BASE = "/repositories/{owner}/{name}/environments/{environment}";

  private final Sources sources;
  private final Pages pages;
  private final InstantSource clock;
  private final Visitors visitors;
  private final PlaceLooks looks;

  PlaceRoutes(Sources sources, Pages pages, InstantSource clock) {
    this.sources = sources;
    this.pages = pages;
    this.clock = clock;
    this.visitors = new Visitors(sources);
    this.looks = new PlaceLooks(sources, clock);
  }

  List<Route> routes() {
    Rule sees = Rule.role(Role.VIEWER, Scope.environment());
    Rule decides = Rule.role(Role.APPROVER, Scope.environment());
    String deployment = BASE + "/deployments/{deployment}";
    return List.of(
        Route.get("/environments", Rule.signedIn(), this::all),
        Route.get(BASE, sees, this::one),
        Route.get(BASE + "/events", sees, this::events),
        Route.post(BASE + "/promote", decides, this::promote),
        Route.post(BASE + "/rollback", decides, this::rollback),
        Route.post(BASE + "/maintenance", decides, this::maintenance),
        Route.get(deployment, sees, this::deployment),
        Route.get(deployment + "/events", sees, this::deploymentEvents),
        Route.post(deployment + "/answer", decides, this::answer),
        Route.post(BASE + "/jobs/{question}/answer", decides, this::answerJob),
        Route.get(
            "/repositories/{owner}/{name}/releases/{release}",
            Rule.role(Role.VIEWER, Scope.repository()),
            this::release));
  }

  private Response all(Request request) {
    Chrome chrome = Chrome.of("Environments", Tab.ENVIRONMENTS, visitors.viewer(request));
    return Response.html(pages.page(new EnvironmentsPage(chrome, looks.all(request.caller()))));
  }

  private static RepositoryId repository(Request request) {
    return new RepositoryId(request.parameter("owner"), request.parameter("name"));
  }

  private Sources.Delivered delivered(Request request) {
    RepositoryId id = repository(request);
    return sources
        .deliveries()
        .of(id)
        .orElseThrow(
            () -> new SlipwayException(ErrorCode.NOT_FOUND, id + " has nothing to deliver."));
  }

  private static boolean mayAct(Request request) {
    RepositoryId id = repository(request);
    Place place = new Place.Environment(id.owner(), id.name(), request.parameter("environment"));
    return request.caller().may(Role.APPROVER, place);
  }

  private Response one(Request request) {
    return Response.html(pages.page(page(request)));
  }

  private EnvironmentPage page(Request request) {
    RepositoryId id = repository(request);
    String name = request.parameter("environment");
    Sources.Delivered delivered = delivered(request);
    EnvironmentFacts facts =
        looks
            .find(id, name)
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.NOT_FOUND, id + " has no environment '" + name + "'."));
    Optional<DeploymentStory> story =
        facts.current().or(facts::live).map(each -> story(delivered, each.deployment().id()));
    Mark mark = facts.mark();
    Chrome chrome = new Chrome(name, mark.tone(), Tab.ENVIRONMENTS, visitors.viewer(request));
    List<DeploymentFacts> history =
        looks.deployments(id, delivered).stream()
            .filter(each -> each.environment().equals(name))
            .limit(SHOWN)
            .toList();
    return new EnvironmentPage(
        chrome, facts, story, history, before(delivered, name), mayAct(request));
  }

  private DeploymentStory story(Sources.Delivered delivered, DeploymentId id) {
    return DeploymentStory.of(id, delivered.journal(), clock.instant());
  }

  /** The release that a rollback would bring back; empty when nothing served before. */
  private static String before(Sources.Delivered delivered, String environment) {
    try {
      return DeploymentFacts.shortened(delivered.controller().before(environment));
    } catch (SlipwayException e) {
      return "";
    }
  }

  private Response events(Request request) {
    return new Response.Events(
        sink ->
            follow(
                request,
                sink,
                (send, ignored) -> send.put("environment", pages.live(page(request)))));
  }

  private Response deploymentEvents(Request request) {
    return new Response.Events(
        sink ->
            follow(
                request,
                sink,
                (send, ignored) -> {
                  DeploymentPage page = deploymentPage(request);
                  send.put("head", pages.head(page));
                  send.put("story", pages.live(page));
                }));
  }

  /** Sends the parts of a page whenever they have changed. */
  private void follow(
      Request request, EventSink sink, BiConsumer<Map<String, byte[]>, Request> parts)
      throws IOException {
    Map<String, String> shown = new HashMap<>();
    String subject = "delivery/" + repository(request);
    try (Ticks ticks = new Ticks(sources.journal(), subject)) {
      while (sink.isOpen()) {
        Map<String, byte[]> now = new HashMap<>();
        parts.accept(now, request);
        for (Map.Entry<String, byte[]> part : now.entrySet()) {
          String html = new String(part.getValue(), StandardCharsets.UTF_8);
          if (!html.equals(shown.put(part.getKey(), html))) {
            sink.send("", part.getKey(), html);
          }
        }
        ticks.await(sink);
      }
    }
  }

  private Response deployment(Request request) {
    return Response.html(pages.page(deploymentPage(request)));
  }

  private static DeploymentId id(Request request) {
    DeploymentId id = new DeploymentId(request.parameter("deployment"));
    if (!id.environment().equals(request.parameter("environment"))) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, id + " is no deployment of this environment.");
    }
    return id;
  }

  private DeploymentPage deploymentPage(Request request) {
    Sources.Delivered delivered = delivered(request);
    Deployment deployment = delivered.controller().find(id(request));
    DeploymentFacts facts = looks.facts(repository(request), delivered, deployment);
    boolean acts = mayAct(request);
    Viewer viewer = visitors.viewer(request);
    Mark mark = facts.mark();
    Chrome chrome =
        new Chrome(facts.id() + ": " + mark.word(), mark.tone(), Tab.ENVIRONMENTS, viewer);
    boolean waits = facts.isWaiting();
    return new DeploymentPage(
        chrome,
        facts,
        story(delivered, deployment.id()),
        acts && waits,
        acts && !waits && !facts.isSettled());
  }

  private Response answer(Request request) {
    Controller controller = delivered(request).controller();
    Form form = request.form();
    DeploymentId id = id(request);
    String who = request.caller().name();
    Optional<String> comment = form.text("comment");
    switch (form.required("answer")) {
      case "approve" ->
          controller.approve(id, who, Optional.of(form.required("plan")), comment, false);
      case "reject" -> controller.reject(id, who, comment);
      default ->
          throw new SlipwayException(ErrorCode.INVALID_INPUT, "an answer is 'approve' or 'reject'");
    }
    return Response.redirect(
        DeploymentFacts.address(repository(request), id.environment()) + "/deployments/" + id);
  }

  /**
   * Whether the one who answers is a reviewer by the rules of the environment, its gate decides.
   */
  private Response answerJob(Request request) {
    JobQuestions questions = new JobQuestions(delivered(request).project().stateFolder());
    boolean yes =
        switch (request.form().required("answer")) {
          case "approve" -> true;
          case "reject" -> false;
          default ->
              throw new SlipwayException(
                  ErrorCode.INVALID_INPUT, "an answer is 'approve' or 'reject'");
        };
    JobQuestions.Question question =
        questions.open().stream()
            .filter(each -> each.id().equals(request.parameter("question")))
            .filter(each -> each.environment().equals(request.parameter("environment")))
            .findFirst()
            .orElseThrow(
                () ->
                    new SlipwayException(
                        ErrorCode.NOT_FOUND, "This job does not wait for an answer any more."));
    questions.answer(question.id(), new JobQuestions.Answer(yes, request.caller().name()));
    return Response.redirect("/runs/" + question.run());
  }

  private Response promote(Request request) {
    EnvironmentFacts facts = page(request).facts();
    Optional<String> source = Optional.of(facts.promotedFrom()).filter(each -> !each.isEmpty());
    Deployment begun =
        delivered(request).controller().promote(facts.name(), source, request.caller().name());
    return Response.redirect(facts.address() + "/deployments/" + begun.id());
  }

  private Response rollback(Request request) {
    EnvironmentFacts facts = page(request).facts();
    Deployment begun =
        delivered(request)
            .controller()
            .rollback(facts.name(), Optional.empty(), request.caller().name());
    return Response.redirect(facts.address() + "/deployments/" + begun.id());
  }

  private Response maintenance(Request request) {
    EnvironmentFacts facts = page(request).facts();
    Form form = request.form();
    delivered(request)
        .controller()
        .maintenance(
            facts.name(),
            form.has("on"),
            form.text("message").orElse("We are back in a few minutes."),
            request.caller().name());
    return Response.redirect(facts.address());
  }

  private Response release(Request request) {
    RepositoryId id = repository(request);
    Sources.Delivered delivered = delivered(request);
    Release release =
        PlaceLooks.release(delivered, request.parameter("release"))
            .orElseThrow(
                () -> new SlipwayException(ErrorCode.NOT_FOUND, "There is no such release."));
    String name = release.id().toString();
    List<DeploymentFacts> deployments =
        looks.deployments(id, delivered).stream()
            .filter(each -> each.deployment().plan().release().equals(name))
            .limit(SHOWN)
            .toList();
    Chrome chrome =
        Chrome.of("Release " + release.id().label(), Tab.ENVIRONMENTS, visitors.viewer(request));
    When built = new When(release.built(), clock.instant());
    return Response.html(pages.page(new ReleasePage(chrome, id, release, built, deployments)));
  }
}
