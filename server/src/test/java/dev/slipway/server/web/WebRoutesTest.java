package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.Repositories;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.git.SourceEventCodec;
import dev.slipway.server.http.Caller;
import dev.slipway.server.http.EventSink;
import dev.slipway.server.http.Method;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.queue.Queue;
import dev.slipway.server.queue.QueueEventCodec;
import dev.slipway.server.queue.QueueRules;
import dev.slipway.server.queue.QueueState;
import dev.slipway.server.queue.RunOrder;
import dev.slipway.server.queue.RunsView;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.LogWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebRoutesTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final RepositoryId HARBOR = new RepositoryId("acme", "harbor");

  @TempDir private Path folder;

  private Database database;
  private DatabaseJournal journal;
  private Queue queue;
  private RunsView runs;
  private Repositories repositories;
  private WebRoutes web;

  private record Person(String name, Set<Place> places, Role role) implements Caller {
    @Override
    public boolean isSignedIn() {
      return true;
    }

    @Override
    public boolean may(Role wanted, Place place) {
      return places.contains(place) && role.includes(wanted);
    }
  }

  private static final Place ACME = new Place.Repository("acme", "harbor");
  private static final Caller MARA = new Person("mara", Set.of(ACME, Place.server()), Role.ADMIN);
  private static final Caller GUEST = new Person("guest", Set.of(), Role.VIEWER);

  @BeforeEach
  void open() {
    database =
        Database.open(
            folder.resolve("slipway.db"), CLOCK, List.of(Queue.TABLES, Repositories.TABLES));
    EventCodecs codecs =
        EventCodecs.of(new RunEventCodec(), new QueueEventCodec(), new SourceEventCodec());
    journal = DatabaseJournal.open(database, codecs, CLOCK);
    queue = new Queue(database, journal, CLOCK, QueueRules.USUAL);
    runs = RunsView.open(database, journal);
    repositories = new Repositories(folder.resolve("repositories"), database, journal);
    repositories.create(HARBOR, "mara", CLOCK.instant());
    Sources sources =
        new Sources(
            runs,
            queue,
            journal,
            repositories,
            folder.resolve("runs"),
            repository -> Optional.empty());
    web = new WebRoutes(sources, CLOCK);
  }

  @AfterEach
  void close() {
    runs.close();
    repositories.close();
    journal.close();
    database.close();
  }

  private Route route(Method method, String template) {
    return web.routes().stream()
        .filter(each -> each.method() == method && each.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  private Response get(String template, String target, Caller caller, Map<String, String> at)
      throws IOException {
    Request request = Request.get(target).by(caller).at(at);
    return route(Method.GET, template).handler().answer(request);
  }

  private static String html(Response response) {
    return ((Response.Html) response.bare()).content().text();
  }

  private RunId order() {
    RunId run =
        queue.add(
            new RunOrder(
                HARBOR.toString(),
                new RunOrder.WorkflowFile(".github/workflows/ci.yml", "CI"),
                new RunOrder.Source(
                    "push",
                    "{}",
                    "refs/heads/main",
                    SampleRun.SHA,
                    "Add <b>a door</b>",
                    "mara",
                    Map.of()),
                new RunOrder.Placement(Set.of(), 0, Optional.empty(), true, false)));
    assertThat(runs.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
    return run;
  }

  private void tell(RunId run, RunEvent event) {
    journal.append(Draft.of("mara", "run/" + run, event));
  }

  /** A run whose one step writes a log. */
  private RunId running(int lines) {
    RunId run = order();
    assertThat(queue.claim("here", Set.of(), Duration.ofSeconds(5))).isPresent();
    JobKey build = new JobKey("build");
    tell(
        run,
        new RunEvent.RunStarted(run, "ci.yml", "CI", "push", "refs/heads/main", SampleRun.SHA));
    tell(run, new RunEvent.JobQueued(build, "Build", List.of()));
    tell(run, new RunEvent.JobStarted(build, "Build", List.of("make", "make test")));
    tell(run, new RunEvent.StepStarted(build, 1, "make", run + "/build/1"));
    LogStore logs =
        new LogStore(folder.resolve("runs").resolve(run.value()).resolve("logs"), CLOCK);
    try (LogWriter writer = logs.open(new LogId(run + "/build/1"))) {
      for (int i = 1; i <= lines; i++) {
        byte[] line =
            ("line " + i + (i == 70_000 ? " <needle>" : "") + "\n")
                .getBytes(StandardCharsets.UTF_8);
        writer.write(line, 0, line.length);
      }
    }
    assertThat(runs.awaitCaughtUp(Duration.ofSeconds(10))).isTrue();
    return run;
  }

  private static Map<String, String> step(RunId run) {
    return Map.of("run", run.value(), "job", "build", "step", "1");
  }

  private static final String LOG = "/runs/{run}/jobs/{job}/steps/{step}/log";

  private static String log(RunId run) {
    return "/runs/" + run + "/jobs/build/steps/1/log";
  }

  @Test
  void listsOnlyTheRunsOfRepositoriesThatTheCallerSees() throws IOException {
    order();

    assertThat(html(get("/runs", "/runs", MARA, Map.of())))
        .contains("Add &lt;b&gt;a door&lt;/b&gt;")
        .doesNotContain("<b>a door");
    assertThat(html(get("/runs", "/runs", GUEST, Map.of()))).doesNotContain("a door");
    assertThat(html(get("/runs", "/runs?status=failure", MARA, Map.of())))
        .contains("No run is like that");
  }

  @Test
  void everyRouteOfARunIsBoundToItsRepository() {
    RunId run = order();

    for (Route route : web.routes()) {
      if (route.template().startsWith("/runs/{run}")) {
        Rule.Needs needs = (Rule.Needs) route.rule();
        Request request = Request.get("/").at(Map.of("run", run.value()));
        assertThat(needs.scope().of(request)).contains(ACME);
        assertThat(needs.scope().of(Request.get("/").at(Map.of("run", "none")))).isEmpty();
      }
    }
  }

  @Test
  void showsARunBeforeAndAfterItBegins() throws IOException {
    RunId waiting = order();
    Map<String, String> at = Map.of("run", waiting.value());
    assertThat(html(get("/runs/{run}", "/runs/" + waiting, MARA, at))).contains("Waiting to start");
    queue.stop(waiting, "mara", "not needed");

    RunId run = running(3);

    assertThat(html(get("/runs/{run}", "/runs/" + run, MARA, Map.of("run", run.value()))))
        .contains("/runs/" + run + "/jobs/build", "/events\"", "/cancel");
  }

  @Test
  void showsTheEndOfTheLogOfAStepThatRuns() throws IOException {
    RunId run = running(450);

    String page =
        html(get("/runs/{run}/jobs/{job}", "/runs/" + run + "/jobs/build", MARA, step(run)));

    assertThat(page).contains("line 450", "250 lines before").doesNotContain("line 250<");
  }

  @Test
  void showsRangesOfALongLog() throws IOException {
    RunId run = running(100_000);

    String page = html(get(LOG, log(run) + "?from=50001", MARA, step(run)));

    assertThat(page).contains("Lines 50,001–51,000 of 100,000", "id=\"L50001\"", "id=\"L51000\"");
    assertThat(page).doesNotContain("id=\"L51001\"", "id=\"L50000\"");
    assertThat(page.length()).isLessThan(300_000);
  }

  @Test
  void findsATextInALongLogAndGoesThere() throws IOException {
    RunId run = running(100_000);

    Response found = get(LOG, log(run) + "?find=NEEDLE", MARA, step(run));

    String to = ((Response.Redirect) found).location();
    assertThat(to).isEqualTo(log(run) + "?from=69980&find=NEEDLE#L70000");
    String page = html(get(LOG, log(run) + "?from=69980&find=NEEDLE", MARA, step(run)));
    assertThat(page).contains("&lt;<mark>needle</mark>&gt;");
    assertThat(html(get(LOG, log(run) + "?find=absent", MARA, step(run))))
        .contains("“absent” does not stand in the lines up to 100,000");
  }

  @Test
  void goesToALine() throws IOException {
    RunId run = running(5000);

    Response to = get(LOG, log(run) + "?line=3000", MARA, step(run));

    assertThat(((Response.Redirect) to).location()).isEqualTo(log(run) + "?from=2500#L3000");
  }

  @Test
  void followsALogToItsEndAndSaysSo() throws IOException {
    RunId run = running(1200);
    Response.Events events =
        (Response.Events) get(LOG + "/follow", log(run) + "/follow?from=101", MARA, step(run));
    Heard heard = new Heard();

    events.source().sendTo(heard);

    assertThat(heard.events).containsExactly("600 lines", "1100 lines", "1200 lines", " end");
    assertThat(heard.data.getFirst()).startsWith("<div class=\"ll\" id=\"L101\"");
  }

  @Test
  void refusesStepsAndJobsThatAreNot() throws IOException {
    RunId run = running(1);
    Map<String, String> other = Map.of("run", run.value(), "job", "build", "step", "../1");

    assertThatThrownBy(() -> get(LOG, log(run), MARA, other))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("no such step");
    assertThatThrownBy(
            () -> get(LOG, log(run), MARA, Map.of("run", run.value(), "job", "x", "step", "1")))
        .hasMessageContaining("no such job");
  }

  @Test
  void cancelsARunInTheNameOfTheCaller() throws IOException {
    RunId run = order();
    Request request = Request.get("/").by(MARA).at(Map.of("run", run.value()));

    Response answer = route(Method.POST, "/runs/{run}/cancel").handler().answer(request);

    assertThat(answer).isEqualTo(Response.redirect("/runs/" + run));
    assertThat(queue.find(run).orElseThrow().state()).isEqualTo(QueueState.ENDED);
    assertThat(html(get("/runs/{run}", "/runs/" + run, MARA, Map.of("run", run.value()))))
        .contains("cancelled by mara");
  }

  @Test
  void teachesHowToPushToAnEmptyRepository() throws IOException {
    Map<String, String> at = Map.of("owner", "acme", "name", "harbor");

    assertThat(html(get("/repositories/{owner}/{name}", "/repositories/acme/harbor", MARA, at)))
        .contains("git remote add slipway http://localhost/acme/harbor.git");
    assertThat(html(get("/repositories", "/repositories", GUEST, Map.of())))
        .contains("There is none that you may see")
        .doesNotContain("acme/harbor");
    assertThat(html(get("/", "/", MARA, Map.of()))).contains("All is well");
    assertThat(html(get("/environments", "/environments", MARA, Map.of())))
        .contains("No environment yet");
  }

  @Test
  void keepsAssetsForEver() throws IOException {
    String file = Assets.address("slipway.css").substring("/assets/".length());

    Response css = get("/assets/{file}", "/assets/" + file, GUEST, Map.of("file", file));

    assertThat(css.headers().toString()).contains("immutable");
    assertThat(get("/assets/{file}", "/", GUEST, Map.of("file", "pom.xml")).status())
        .isEqualTo(404);
  }

  /** Hears the events of a stream. */
  private static final class Heard implements EventSink {
    private final List<String> events = new ArrayList<>();
    private final List<String> data = new ArrayList<>();

    @Override
    public void send(String id, String event, String text) {
      events.add(id + " " + event);
      data.add(text);
    }

    @Override
    public void beat() {}

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
