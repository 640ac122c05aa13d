package dev.slipway.server.web;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.RunId;
import dev.slipway.server.http.EventSink;
import dev.slipway.server.http.Form;
import dev.slipway.server.http.Request;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.queue.RunLine;
import dev.slipway.store.LogId;
import dev.slipway.store.LogLine;
import dev.slipway.store.LogReader;
import dev.slipway.store.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The pages of jobs and of the logs of their steps. */
final class LogRoutes {
  private static final int EXCERPT = 200;
  private static final int BATCH = 500;
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Sources sources;
  private final Visitors visitors;
  private final RunLooks looks;
  private final Pages pages;
  private final InstantSource clock;

  LogRoutes(Sources sources, Pages pages, InstantSource clock) {
    this.sources = sources;
    this.pages = pages;
    this.clock = clock;
    this.visitors = new Visitors(sources);
    this.looks = new RunLooks(sources, clock);
  }

  List<Route> routes() {
    Rule sees = Rule.role(Role.VIEWER, looks.scope());
    String job = "/runs/{run}/jobs/{job}";
    String log = job + "/steps/{step}/log";
    return List.of(
        Route.get(job, sees, this::job),
        Route.get(job + "/events", sees, this::events),
        Route.get(log, sees, this::log),
        Route.get(log + "/excerpt", sees, this::excerpt),
        Route.get(log + "/raw", sees, this::raw),
        Route.get(log + "/follow", sees, this::follow));
  }

  /** What a request is about. */
  private record Asked(RunLine line, RunFacts facts, RunFacts.Job job) {}

  private Asked asked(Request request) {
    RunLine line = looks.line(request);
    RunFacts facts = looks.facts(line);
    RunFacts.Job job =
        facts
            .job(request.parameter("job"))
            .orElseThrow(
                () -> new SlipwayException(ErrorCode.NOT_FOUND, "This run has no such job."));
    return new Asked(line, facts, job);
  }

  private static RunFacts.Step step(Asked asked, Request request) {
    return asked.job().steps().stream()
        .filter(each -> Integer.toString(each.number()).equals(request.parameter("step")))
        .findFirst()
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "This job has no such step."));
  }

  private LogStore store(RunId run) {
    return new LogStore(sources.logs(run), clock);
  }

  private LogReader reader(Asked asked, RunFacts.Step step) {
    return store(asked.line().id()).read(log(step));
  }

  private static LogId log(RunFacts.Step step) {
    return step.log()
        .map(LogId::new)
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "This step has not begun."));
  }

  private Response job(Request request) {
    Asked asked = asked(request);
    Map<Integer, LogExcerpt> excerpts = new HashMap<>();
    asked.job().steps().stream()
        .filter(each -> each.log().isPresent())
        .filter(each -> each.status() == Status.FAILURE || each.status() == Status.RUNNING)
        .limit(3)
        .forEach(
            each -> excerptOf(asked, each).ifPresent(part -> excerpts.put(each.number(), part)));
    return Response.html(pages.page(page(request, asked, excerpts)));
  }

  private JobPage page(Request request, Asked asked, Map<Integer, LogExcerpt> excerpts) {
    Viewer viewer = visitors.viewer(request);
    Chrome chrome = Chrome.of(asked.job().status(), asked.job().name(), Tab.RUNS, viewer);
    RunHead head = looks.head(asked.line(), viewer, request.caller());
    return new JobPage(chrome, head, asked.facts(), asked.job(), excerpts, clock.instant());
  }

  /** The end of a step's log; empty when the log is not there. */
  private Optional<LogExcerpt> excerptOf(Asked asked, RunFacts.Step step) {
    if (!store(asked.line().id()).contains(log(step))) {
      return Optional.empty();
    }
    try (LogReader reader = reader(asked, step)) {
      List<LogLine> lines = reader.tail(EXCERPT);
      boolean following = !step.status().isTerminal() && !reader.isEnded();
      String whole =
          "/runs/"
              + asked.line().id()
              + "/jobs/"
              + asked.job().slug()
              + "/steps/"
              + step.number()
              + "/log";
      long left = lines.isEmpty() ? 0 : lines.getFirst().number() - 1;
      return Optional.of(
          new LogExcerpt(new LogRows(lines, whole, "", false), whole, left, following));
    }
  }

  private Response excerpt(Request request) {
    Asked asked = asked(request);
    return excerptOf(asked, step(asked, request))
        .map(excerpt -> Response.html(pages.excerpt(excerpt)))
        .orElseGet(Response::notFound);
  }

  private Response log(Request request) throws IOException {
    Asked asked = asked(request);
    RunFacts.Step step = step(asked, request);
    Form query = request.query();
    String find = query.text("find").orElse("");
    Optional<Long> line = number(query, "line");
    if (line.isPresent()) {
      long from = Math.max(1, line.get() - LogPage.LINES / 2);
      return Response.redirect(request.path() + "?from=" + from + "#L" + line.get());
    }
    try (LogReader reader = reader(asked, step)) {
      if (!find.isEmpty() && query.text("from").isEmpty()) {
        return search(request, asked, step, reader);
      }
      return Response.html(
          pages.page(page(request, asked, step, reader, first(query, step, reader), find)));
    }
  }

  /** Where a page begins when nothing is said: at the end of what runs or failed. */
  private static long first(Form query, RunFacts.Step step, LogReader reader) {
    long total = reader.lineCount();
    long end = Math.max(1, total - LogPage.LINES + 1);
    long usual = step.status() == Status.SUCCESS ? 1 : end;
    return Math.clamp(number(query, "from").orElse(usual), 1, Math.max(1, total));
  }

  private LogPage page(
      Request request, Asked asked, RunFacts.Step step, LogReader reader, long first, String find)
      throws IOException {
    List<LogLine> lines = reader.lines(first, LogPage.LINES);
    long total = reader.lineCount();
    long last = lines.isEmpty() ? 0 : lines.getLast().number();
    boolean following = last >= total && !reader.isEnded() && !step.status().isTerminal();
    Viewer viewer = visitors.viewer(request);
    return new LogPage(
        Chrome.of(step.status(), step.name(), Tab.RUNS, viewer),
        looks.head(asked.line(), viewer, request.caller()),
        asked.job(),
        step,
        new LogRows(lines, "", find, false),
        total,
        Files.size(store(asked.line().id()).file(log(step))),
        following,
        Optional.empty());
  }

  private Response search(Request request, Asked asked, RunFacts.Step step, LogReader reader)
      throws IOException {
    String find = request.query().required("find");
    long after = number(request.query(), "after").orElse(0L);
    LogSearch search = LogSearch.of(reader, find, after + 1);
    OptionalLong hit = search.line();
    if (hit.isPresent()) {
      long from = Math.max(1, hit.getAsLong() - 20);
      return Response.redirect(
          request.path()
              + "?from="
              + from
              + "&find="
              + Addresses.encode(find)
              + "#L"
              + hit.getAsLong());
    }
    LogPage page = page(request, asked, step, reader, first(request.query(), step, reader), find);
    LogPage.Missed missed = new LogPage.Missed(find, search.until(), search.from());
    return Response.html(pages.page(page.missing(missed)));
  }

  private static Optional<Long> number(Form query, String name) {
    return query
        .text(name)
        .filter(text -> text.length() < 18 && text.chars().allMatch(Character::isDigit))
        .map(Long::parseLong);
  }

  private Response raw(Request request) {
    Asked asked = asked(request);
    RunFacts.Step step = step(asked, request);
    LogStore store = store(asked.line().id());
    if (!store.contains(log(step))) {
      return Response.notFound();
    }
    return new Response.FileBody(
        store.file(log(step)), "text/plain; charset=utf-8", Optional.empty());
  }

  private Response follow(Request request) {
    Asked asked = asked(request);
    RunFacts.Step step = step(asked, request);
    String address = request.query().has("part") ? request.path().replace("/follow", "") : "";
    long first = number(request.query(), "from").orElse(1L);
    return new Response.Events(
        sink -> {
          try (LogReader reader = reader(asked, step)) {
            send(reader, first, address, sink);
          }
        });
  }

  private static void send(LogReader reader, long first, String address, EventSink sink)
      throws IOException {
    long next = first;
    boolean inGroup = false;
    while (sink.isOpen()) {
      List<LogLine> lines = reader.follow(next, BATCH, WAIT);
      if (!lines.isEmpty()) {
        LogRows rows = new LogRows(lines, address, "", inGroup);
        inGroup = rows.endsInGroup();
        next = lines.getLast().number() + 1;
        sink.send(Long.toString(next - 1), "lines", rows.text());
      } else if (reader.isEnded()) {
        sink.send("", "end", "");
        return;
      } else {
        sink.beat();
      }
    }
  }

  private Response events(Request request) {
    long begun = number(request.query(), "begun").orElse(0L);
    return new Response.Events(sink -> followJob(request, begun, sink));
  }

  private void followJob(Request request, long begun, EventSink sink) throws IOException {
    RunId run = looks.line(request).id();
    Map<String, String> shown = new HashMap<>();
    long known = begun;
    int planned = asked(request).job().steps().size();
    try (Ticks ticks = new Ticks(sources.journal(), RunLooks.subject(run))) {
      while (sink.isOpen()) {
        Asked asked = asked(request);
        JobPage page = page(request, asked, Map.of());
        sendNew("job", pages.head(page), shown, sink);
        for (RunFacts.Step step : asked.job().steps()) {
          if (step.number() > known && step.log().isPresent()) {
            Map<Integer, LogExcerpt> excerpts = new HashMap<>();
            excerptOf(asked, step).ifPresent(part -> excerpts.put(step.number(), part));
            JobPage whole = page(request, asked, excerpts);
            String event = step.number() > planned ? "more" : "step-" + step.number();
            sink.send("", event, new String(pages.step(whole, step), StandardCharsets.UTF_8));
            known = step.number();
          } else if (step.number() <= known) {
            sendNew("step-" + step.number(), pages.head(page, step), shown, sink);
          }
        }
        if (asked.job().status().isTerminal()) {
          sink.send("", "end", "");
          return;
        }
        ticks.await(sink);
      }
    }
  }

  private static void sendNew(String event, byte[] html, Map<String, String> shown, EventSink sink)
      throws IOException {
    String text = new String(html, StandardCharsets.UTF_8);
    if (!text.equals(shown.put(event, text))) {
      sink.send("", event, text);
    }
  }
}
