package dev.slipway.server.web;

import dev.slipway.store.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages filled with the sample run, by their address. */
final class SamplePages {
  static final Instant NOW = SampleRun.NOW;
  static final Viewer VIEWER = new Viewer("mara", true, 1, "csrf-of-mara");

  private SamplePages() {}

  static Map<String, Page> all() {
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("/runs", runs());
    pages.put(
        "/runs-none",
        new RunsPage(
            chrome("Runs", Tab.RUNS), noFilter(), List.of(), Optional.empty(), Optional.empty()));
    RunPage red = run(SampleRun.red(), "Ask for the consent once, and remember it");
    RunPage running = run(SampleRun.running(), "Send the verification code by a queue of its own");
    pages.put(red.head().address(), red);
    pages.put(running.head().address(), running);
    JobPage job = job(red, "e2e");
    pages.put(job.address(job.job()), job);
    JobPage busy = job(running, "backend");
    pages.put(busy.address(busy.job()), busy);
    LogPage log = log(red, "e2e", 3);
    pages.put(log.address(), log);
    pages.putAll(SampleAccess.all());
    places(pages);
    pages.put(
        "/nothing",
        new MessagePage(
            chrome("Not found", Tab.NONE),
            Icon.SEARCH,
            "There is no such page",
            "The address may be mistyped, or what it showed is gone."));
    return pages;
  }

  private static void places(Map<String, Page> pages) {
    List<EnvironmentFacts> environments = SampleDeployments.environments();
    List<DeploymentFacts> history =
        List.of(
            SampleDeployments.canary(),
            SampleDeployments.live("production-41"),
            SampleDeployments.undone());
    List<RunRow> red = rows().stream().filter(each -> each.status() == Status.FAILURE).toList();
    pages.put(
        "/",
        new HomePage(
            chrome("Home", Tab.HOME),
            List.of(SampleDeployments.waiting()),
            List.of(SampleDeployments.waitingJob()),
            red,
            environments,
            rows().subList(0, 5),
            false));
    pages.put(
        "/home-fresh",
        new HomePage(
            chrome("Home", Tab.HOME), List.of(), List.of(), List.of(), List.of(), List.of(), true));
    pages.put(
        "/environments",
        new EnvironmentsPage(chrome("Environments", Tab.ENVIRONMENTS), environments));
    pages.put(
        "/environments-none",
        new EnvironmentsPage(chrome("Environments", Tab.ENVIRONMENTS), List.of()));
    EnvironmentFacts production = environments.get(1);
    pages.put(
        production.address(),
        new EnvironmentPage(
            chrome("production", Tab.ENVIRONMENTS),
            production,
            Optional.of(SampleDeployments.story()),
            history,
            "1f77b3c2be13",
            true));
    DeploymentFacts waiting = SampleDeployments.waiting();
    pages.put(
        waiting.address(),
        new DeploymentPage(
            chrome(waiting.id(), Tab.ENVIRONMENTS),
            waiting,
            SampleDeployments.story(),
            true,
            false));
    DeploymentFacts undone = SampleDeployments.undone();
    pages.put(
        undone.address(),
        new DeploymentPage(
            chrome(undone.id(), Tab.ENVIRONMENTS),
            undone,
            SampleDeployments.story(),
            false,
            false));
    List<RunRow> last = rows().subList(2, 3);
    pages.put(
        "/repositories",
        new RepositoriesPage(
            chrome("Repositories", Tab.REPOSITORIES),
            List.of(
                new RepositoriesPage.RepositoryRow("acme/harbor", "main", last),
                new RepositoriesPage.RepositoryRow("acme/lighthouse", "main", List.of())),
            true,
            ""));
    pages.put(
        "/repositories/acme/harbor",
        repository(
            List.of("main", "deps/vite-7", "docs/sessions"), rows().subList(0, 3), environments));
    pages.put("/repositories/acme/empty", repository(List.of(), List.of(), List.of()));
  }

  private static RepositoryPage repository(
      List<String> branches, List<RunRow> runs, List<EnvironmentFacts> environments) {
    return new RepositoryPage(
        chrome("acme/harbor", Tab.REPOSITORIES),
        "acme/harbor",
        "https://slipway.test/acme/harbor.git",
        "main",
        branches,
        runs,
        environments);
  }

  static Chrome chrome(String title, Tab tab) {
    return Chrome.of(title, tab, VIEWER);
  }

  static RunFilter noFilter() {
    return new RunFilter("", "", "", "", "", List.of("acme/harbor", "acme/lighthouse"));
  }

  static RunsPage runs() {
    return new RunsPage(
        chrome("Runs", Tab.RUNS),
        noFilter(),
        rows(),
        Optional.empty(),
        Optional.of("/runs?before=12"));
  }

  static List<RunRow> rows() {
    return List.of(
        row(
            "20261124-184244-c3d4",
            Status.RUNNING,
            "Send the verification code by a queue of its own",
            "CI",
            "main",
            "mara",
            76,
            ""),
        row(
            "20261124-184301-d4e5",
            Status.QUEUED,
            "Bump vite from 7.1.2 to 7.2.0",
            "CI",
            "deps/vite-7",
            "jonas",
            59,
            ""),
        row(
            "20261124-184012-a1b2",
            Status.FAILURE,
            "Ask for the consent once, and remember it",
            "CI",
            "main",
            "mara",
            228,
            "2m 41s"),
        row(
            "20261124-175910-0001",
            Status.WAITING,
            "Release 2026.47",
            "Production",
            "main",
            "lea",
            2690,
            ""),
        row(
            "20261124-162210-0002",
            Status.SUCCESS,
            "Write down why sessions end after a week",
            "CI",
            "docs/sessions",
            "jonas",
            8500,
            "1m 58s"),
        row(
            "20261124-101000-0003",
            Status.CANCELLED,
            "A very long title of a commit that somebody wrote without thinking of those who read"
                + " lists of them on small screens",
            "CI",
            "feature/profile-upload-with-a-long-name",
            "lea",
            30_800,
            "12s"),
        row(
            "20261123-090000-0004",
            Status.SUCCESS,
            "Nightly",
            "Nightly",
            "main",
            "schedule",
            120_000,
            "6m 2s"),
        row(
            "20261122-090000-0005",
            Status.SKIPPED,
            "Nightly",
            "Nightly",
            "main",
            "schedule",
            206_000,
            "0ms"));
  }

  static RunRow row(
      String id,
      Status status,
      String title,
      String workflow,
      String branch,
      String actor,
      long ago,
      String took) {
    return new RunRow(
        id,
        status,
        title,
        workflow,
        "acme/harbor",
        "push",
        branch,
        SampleRun.SHA,
        actor,
        new When(NOW.minusSeconds(ago), NOW),
        took);
  }

  static RunPage run(RunFacts facts, String title) {
    return new RunPage(
        Chrome.of(facts.status(), title, Tab.RUNS, VIEWER), head(facts, title), facts, NOW);
  }

  static RunHead head(RunFacts facts, String title) {
    RunRow row =
        new RunRow(
            facts.id(),
            facts.status(),
            title,
            "CI",
            "acme/harbor",
            "push",
            "main",
            facts.sha(),
            facts.actor(),
            new When(facts.started(), NOW),
            facts.took().map(Took::text).orElse(""));
    boolean ended = facts.status().isTerminal();
    return new RunHead(row, "", 1, !ended, !ended, ended, false, VIEWER.csrf());
  }

  static JobPage job(RunPage run, String slug) {
    RunFacts.Job job = run.facts().job(slug).orElseThrow();
    String whole = run.address(job) + "/steps/3/log";
    boolean live = !job.status().isTerminal();
    LogExcerpt excerpt = new LogExcerpt(new LogRows(lines(), whole, "", false), whole, 1204, live);
    return new JobPage(
        Chrome.of(job.status(), job.name(), Tab.RUNS, VIEWER),
        run.head(),
        run.facts(),
        job,
        Map.of(3, excerpt),
        NOW);
  }

  static LogPage log(RunPage run, String slug, int number) {
    RunFacts.Job job = run.facts().job(slug).orElseThrow();
    RunFacts.Step step = job.steps().get(number - 1);
    return new LogPage(
        Chrome.of(step.status(), step.name(), Tab.RUNS, VIEWER),
        run.head(),
        job,
        step,
        new LogRows(lines(), "", "visitor", false),
        18_402_311,
        1_073_741_824L,
        false,
        Optional.empty());
  }

  static List<LogLine> lines() {
    String esc = "\u001b[";
    List<String> texts =
        List.of(
            "##[group]Run npx playwright test",
            "npx playwright test --reporter=line",
            "shell: /usr/bin/bash -e {0}",
            "env:",
            "  BASE_URL: http://127.0.0.1:8080",
            "##[endgroup]",
            "",
            "Running 12 tests using 2 workers",
            esc
                + "32m  ✓ "
                + esc
                + "0m 1 signin.spec.ts:9:5 › a known visitor signs in "
                + esc
                + "2m(1.2s)"
                + esc
                + "0m",
            esc
                + "32m  ✓ "
                + esc
                + "0m 2 signin.spec.ts:21:5 › a wrong code is refused "
                + esc
                + "2m(812ms)"
                + esc
                + "0m",
            esc
                + "31m  ✘ "
                + esc
                + "0m 3 signup.spec.ts:31:5 › a new visitor finishes the journey "
                + esc
                + "2m(11.2s)"
                + esc
                + "0m",
            "",
            "    Error: "
                + esc
                + "2mexpect("
                + esc
                + "0m"
                + esc
                + "31mreceived"
                + esc
                + "0m"
                + esc
                + "2m).toHaveText("
                + esc
                + "0m"
                + esc
                + "32mexpected"
                + esc
                + "0m)",
            "    Expected: " + esc + "32m\"Welcome aboard\"" + esc + "0m",
            "    Received: " + esc + "31m\"Something <b>went</b> wrong\"" + esc + "0m",
            "      at https://harbor.test/e2e/signup.spec.ts:48:13",
            "##[warning]The consent page took 2.3 s; the limit is 2 s",
            "##[error]Process completed with exit code 1.",
            "  "
                + esc
                + "1;37;41m FAIL "
                + esc
                + "0m  1 failed, "
                + esc
                + "33m1 flaky"
                + esc
                + "0m, "
                + esc
                + "36m10 passed"
                + esc
                + "0m "
                + esc
                + "38;5;208mslow"
                + esc
                + "0m",
            "progress 10%\rprogress 50%\rprogress 100%");
    List<LogLine> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(
          new LogLine(
              1205 + lines.size(),
              NOW.minus(Duration.ofMillis(20_000 - 700L * lines.size())),
              text));
    }
    return lines;
  }
}
