package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PagesTest {
  private static final int FIRST_LOAD = 150_000;
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*method=\"post\"[^>]*>(.*?)</form>");
  private static final Pattern SOURCE =
      Pattern.compile("<(?:script|link|img|iframe|form)[^>]*(?:src|href|action)=\"([^\"]*)\"");

  private final Pages pages = new Pages();

  @TestFactory
  List<DynamicTest> everyPageKeepsTheRulesOfPages() {
    return SamplePages.all().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.getKey(), () -> check(pages.text(each.getValue()))))
        .toList();
  }

  private static void check(String html) {
    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<html lang=\"en\">", "<main id=\"main\"");
    assertThat(html.substring(0, html.indexOf("<body>"))).containsOnlyOnce("<title>");
    assertThat(html).containsOnlyOnce("<h1");
    assertThat(html).doesNotContain(" style=", "<style", "javascript:", " onclick=");
    assertThat(Pattern.compile("<script>|<script (?!src)").matcher(html).find()).isFalse();
    Matcher source = SOURCE.matcher(html);
    while (source.find()) {
      assertThat(source.group(1)).startsWith("/");
    }
    Matcher form = FORM.matcher(html);
    while (form.find()) {
      assertThat(form.group(1)).contains("name=\"csrf\" value=\"csrf-of-mara\"");
    }
  }

  @Test
  void aFirstVisitFetchesLittle() {
    int heaviest =
        SamplePages.all().values().stream()
            .mapToInt(page -> pages.page(page).length)
            .max()
            .orElse(0);

    assertThat(Assets.weight() + heaviest).isLessThan(FIRST_LOAD);
  }

  @Test
  void theTitleTellsTheState() {
    assertThat(SamplePages.all().values().stream().map(page -> page.chrome().fullTitle()))
        .contains(
            "✗ Ask for the consent once, and remember it · Slipway",
            "● Send the verification code by a queue of its own · Slipway");
  }

  @Test
  void theListHasAHeadingForEachDay() {
    assertThat(SamplePages.runs().days())
        .extracting(RunsPage.Day::name)
        .containsExactly("Today", "Yesterday", "Sunday, 22 November 2026");
  }

  @Test
  void anEmptyListTeachesWhatToDo() {
    RunsPage empty =
        new RunsPage(
            SamplePages.chrome("Runs", Tab.RUNS),
            SamplePages.noFilter(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    assertThat(pages.text(empty)).contains(".github/workflows", "Open the repositories");
  }

  @Test
  void whatPeopleWroteIsEscapedEverywhere() {
    String evil = "\"><script>alert(1)</script>'";
    RunRow row =
        new RunRow(
            "1",
            Status.SUCCESS,
            evil,
            evil,
            evil,
            evil,
            evil,
            evil,
            evil,
            new When(SampleRun.NOW, SampleRun.NOW),
            "1s");
    RunFilter filter = new RunFilter(evil, evil, evil, evil, evil, List.of(evil));
    RunsPage page =
        new RunsPage(
            SamplePages.chrome(evil, Tab.RUNS),
            filter,
            List.of(row),
            Optional.empty(),
            Optional.empty());

    assertThat(pages.text(page)).doesNotContain("<script>alert");
  }

  @Test
  void aFilterStaysInTheAddress() {
    RunFilter filter = new RunFilter("a b", "failure", "acme/harbor", "", "", List.of());

    assertThat(filter.address("before", "7"))
        .isEqualTo("/runs?q=a+b&status=failure&repository=acme%2Fharbor&before=7");
  }

  @Test
  void aRunningJobFollowsItsSteps() {
    Map<String, Page> all = SamplePages.all();
    String html =
        pages.text(
            Optional.ofNullable(all.get("/runs/20261124-184244-c3d4/jobs/backend")).orElseThrow());

    assertThat(html)
        .contains("sse-connect=\"/runs/20261124-184244-c3d4/jobs/backend/events?begun=3\"")
        .contains("sse-swap=\"step-4\" hx-swap=\"outerHTML\"")
        .contains("steps/3/log/follow?from=1225");
  }

  @Test
  void whoMayNotCancelSeesNoButtonForIt() {
    RunFacts facts = SampleRun.running();
    RunHead all = SamplePages.head(facts, "x");
    RunHead none = new RunHead(all.row(), "x", 1, true, false, false, false, "");
    RunPage page = new RunPage(SamplePages.chrome("x", Tab.RUNS), none, facts, SampleRun.NOW);

    assertThat(pages.text(page)).doesNotContain("/cancel");
  }

  @Test
  void assetsAreKeptUnderTheirDigest() {
    String address = Assets.address("slipway.css");

    assertThat(address).matches("/assets/slipway-[0-9a-f]{12}\\.css");
    assertThat(Assets.find(address.substring("/assets/".length()))).isPresent();
    assertThat(Assets.find("../slipway.css")).isEmpty();
  }
}
